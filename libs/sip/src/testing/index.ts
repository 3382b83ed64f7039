export { bindingOf, bindingStoreContract } from './binding-store-contract.ts';
export { rfc4475Corpus, torture } from './corpus.ts';
export type { CorpusMessage } from './corpus.ts';
export { PLAIN_HEADERS, parseDatagram, plainRequest, requestIn, responseIn, wire } from './sip-text.ts';
