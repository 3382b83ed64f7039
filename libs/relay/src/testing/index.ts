export { clientSid, created, deleted, noop, updated } from './journal-events.ts';
