import type { Sid } from '@tandem/kernel';
import type {
  CreateClient,
  DeleteClient,
  ListClients,
  PageClients,
  UpdateClient,
} from './client-commands.ts';
import type {
  ClientView,
  CreateOutcome,
  DeleteOutcome,
  HistoryEntry,
  UpdateOutcome,
} from './client-outcomes.ts';

export interface ClientPage {
  readonly clients: readonly ClientView[];
  readonly total: number;
  /** Absent on the last page. */
  readonly nextPageToken?: string;
}

/**
 * The Clients of accounts: what the Management API drives. Expected outcomes are data; throws only
 * `JOURNAL_UNAVAILABLE` and the like. Callers read their own writes at once.
 */
export interface Clients {
  create(command: CreateClient): Promise<CreateOutcome>;
  update(command: UpdateClient): Promise<UpdateOutcome>;
  delete(command: DeleteClient): Promise<DeleteOutcome>;
  /** null: unknown, deleted, or of another account. */
  get(accountSid: Sid, sid: Sid): Promise<ClientView | null>;
  /** All live Clients of the account in creation order, streamed. */
  list(query: ListClients): AsyncIterable<ClientView>;
  /** null: the page token is not one of ours. */
  page(query: PageClients): Promise<ClientPage | null>;
  /** When a revision's event was recorded, milliseconds since the Unix epoch; null: there is no such event. */
  recordedAt(revision: number): Promise<number | null>;
  /** Still there after a delete; null: never existed, or of another account. */
  history(accountSid: Sid, sid: Sid): Promise<readonly HistoryEntry[] | null>;
}
