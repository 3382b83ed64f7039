export { bindingOf, bindingStoreContract } from './binding-store-contract.ts';
export { rfc4475Corpus, torture } from './corpus.ts';
export type { CorpusMessage } from './corpus.ts';
export { PLAIN_HEADERS, parseDatagram, plainRequest, requestIn, responseIn, wire } from './sip-text.ts';
export { FakeCredentials, HARNESS_TIME, UasHarness } from './uas-harness.ts';
export type { HarnessOptions } from './uas-harness.ts';
export { authorize } from './authorize.ts';
export { registerRequest } from './register-text.ts';
export type { RegisterInit } from './register-text.ts';
