import type { ResourceKind } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import type { AccountCommands } from './accounts/account-commands.ts';
import type {
  CreateResource,
  DeleteResource,
  ListResources,
  PageResources,
  UpdateResource,
} from './commands.ts';
import type { Webhooks } from './webhooks/webhooks.ts';
import type { CreateOutcome, DeleteOutcome, HistoryEntry, ResourceView, UpdateOutcome } from './outcomes.ts';

export interface ResourcePage<K extends ResourceKind = ResourceKind> {
  readonly resources: readonly ResourceView<K>[];
  readonly total: number;
  /** Absent on the last page. */
  readonly nextPageToken?: string;
}

/**
 * One kind of resource of accounts: what the Management API drives. Expected outcomes are data; throws only
 * `JOURNAL_UNAVAILABLE` and the like. Callers read their own writes at once.
 */
export interface Resources<K extends ResourceKind = ResourceKind> {
  create(command: CreateResource): Promise<CreateOutcome<K>>;
  update(command: UpdateResource): Promise<UpdateOutcome<K>>;
  delete(command: DeleteResource): Promise<DeleteOutcome<K>>;
  /** null: unknown, deleted, or of another account. */
  get(accountSid: Sid, sid: Sid): Promise<ResourceView<K> | null>;
  /** All live ones of the account in creation order, streamed. */
  list(query: ListResources): AsyncIterable<ResourceView<K>>;
  /** null: the page token is not one of ours. */
  page(query: PageResources): Promise<ResourcePage<K> | null>;
  /** Still there after a delete; null: never existed, or of another account. */
  history(accountSid: Sid, sid: Sid): Promise<readonly HistoryEntry<K>[] | null>;
}

export type Clients = Resources<'Client'>;

/** The resources of an installation. */
export interface Provisioning {
  readonly resources: { readonly [K in ResourceKind]: Resources<K> };
  readonly accounts: AccountCommands;
  readonly webhooks: Webhooks;
  /** When a revision's event was recorded, milliseconds since the Unix epoch; null: there is no such event. */
  recordedAt(revision: number): Promise<number | null>;
}
