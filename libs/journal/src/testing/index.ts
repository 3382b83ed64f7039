export { appendOne, created, gapsOf, mustAppend, readAll, storedAs } from './appending.ts';
export { ACCOUNT, claimOf, creation, deletionOf, updateOf } from './client-events.ts';
export { clientRow, nextRow } from './client-rows.ts';
export { journalContract } from './journal-contract.ts';
export { leaseContract } from './lease-contract.ts';
export { logMemoryContract } from './log-memory-contract.ts';
export { readModelContract } from './read-model-contract.ts';
export { breakAt, StepGate } from './step-gate.ts';
export type { OpenOptions, StoreSubject, StoreUnderTest } from './store-subject.ts';
