export { created, deleted, noop, updated } from './journal-events.ts';
