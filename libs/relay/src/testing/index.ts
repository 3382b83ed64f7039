export { clientSid, created, deleted, noop, updated } from './journal-events.ts';
export { RelayBench } from './relay-bench.ts';
export { withPublish } from './with-publish.ts';
