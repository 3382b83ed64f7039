export type { AppendStep, OnStep } from './append-step.ts';
export { batchedReadModel } from './batched-read-model.ts';
export type { BatchedReadModel } from './batched-read-model.ts';
export type { Cursor, CursorStore } from './cursor-store.ts';
export { domainClaim, domainNamesOf, mayReleaseDomain, staleDomainClaims } from './domain-claims.ts';
export { groupCommit } from './group-commit.ts';
export type { GroupCommitOptions } from './group-commit.ts';
export { createdRevisionOf, NOOP_STREAM } from './journal-event.ts';
export type {
  EventMetadata,
  JournalEntry,
  JournalEvent,
  JournalNoop,
  NewEvent,
  ResourcePayload,
} from './journal-event.ts';
export type { JournalStore } from './journal-store.ts';
export type { AppendOutcome, Journal } from './journal.ts';
export type { Lease, LeaseStore, LogMemory, LogMemoryStore } from './lease.ts';
export { indexedOf } from './indexed.ts';
export type { Indexed } from './indexed.ts';
export type { ResourceFilter, ResourcePageQuery, ResourceRow, ReadModel } from './read-model.ts';
export { rowOfEvent } from './row-of-event.ts';
export { SettledHead } from './settled-head.ts';
export { Standstill } from './standstill.ts';
