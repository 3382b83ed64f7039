import type { CursorStore } from './cursor-store.ts';
import type { Journal } from './journal.ts';
import type { LeaseStore, LogMemoryStore } from './lease.ts';
import type { ReadModel } from './read-model.ts';

/**
 * All that provisioning keeps in one database; an adapter makes it. `close` lets appends under way finish and frees
 * everything; calling it again does nothing, using the store afterwards fails with `CLOSED`.
 */
export interface JournalStore {
  readonly journal: Journal;
  readonly readModel: ReadModel;
  readonly lease: LeaseStore;
  readonly logMemory: LogMemoryStore;
  readonly cursors: CursorStore;
  close(): Promise<void>;
}
