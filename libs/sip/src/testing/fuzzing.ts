// What a fuzzer or benchmark needs; unlike `testing`, it runs outside the test runner.
export { rfc4475Corpus, torture } from './corpus.ts';
export type { CorpusMessage } from './corpus.ts';
export { hostileMessages, plainOfEqualSize } from './hostile.ts';
export type { HostileMessage } from './hostile.ts';
export { mutate } from './mutate.ts';
export { PLAIN_HEADERS, plainRequest, wire } from './sip-text.ts';
