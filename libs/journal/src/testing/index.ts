export { appendOne, created, gapsOf, mustAppend, readAll, storedAs } from './builders.ts';
export { ACCOUNT, claimOf, clientRow, creation, deletionOf, nextRow, updateOf } from './builders.ts';
export { journalContract } from './journal-contract.ts';
export { leaseContract } from './lease-contract.ts';
export { cursorContract } from './cursor-contract.ts';
export { logMemoryContract } from './log-memory-contract.ts';
export { readModelContract } from './read-model-contract.ts';
export { breakAt, StepGate } from './step-gate.ts';
export type { OpenOptions, StoreSubject, StoreUnderTest } from './store-subject.ts';
