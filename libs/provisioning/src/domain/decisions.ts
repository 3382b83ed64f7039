import type { ResourceKind } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import type { RequestFields } from '../commands.ts';
import type { FieldProblem } from '../outcomes.ts';
import type { ApplicationCheck } from './field-rules.ts';
import type { Created, Deleted, NewPassword, Updated } from './resource.ts';

/** What a decision needs to know and cannot find out by itself. */
export interface DecisionMeta {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  readonly applicationExists: ApplicationCheck;
}

export interface CreateMeta extends DecisionMeta {
  /** The SIP domain of the account. */
  readonly domain: string;
  /** The account that it is made in. */
  readonly accountSid: Sid;
}

export interface CreateCommand {
  readonly type: 'Create';
  readonly fields: RequestFields;
  /** null without an Idempotency-Key. */
  readonly requestHmac: string | null;
  /** Only of an account: what opens it, as it is stored (`StoredToken`). */
  readonly tokens?: string | undefined;
}

export interface UpdateCommand {
  readonly type: 'Update';
  readonly fields: RequestFields;
  /** The versions that the caller accepts; absent: any. */
  readonly ifVersions?: readonly number[] | undefined;
}

export interface DeleteCommand {
  readonly type: 'Delete';
  readonly ifVersions?: readonly number[] | undefined;
}

export type ResourceCommand = CreateCommand | UpdateCommand | DeleteCommand;

export interface Append<E> {
  readonly kind: 'append';
  readonly event: E;
}

export interface Invalid {
  readonly kind: 'invalid';
  readonly problems: readonly FieldProblem[];
}

export interface VersionMismatch {
  readonly kind: 'version-mismatch';
  /** The one that the resource has. */
  readonly version: number;
}

export type CreateDecision<K extends ResourceKind = ResourceKind> =
  | Append<Created<K, NewPassword>>
  | Invalid
  /** The same request made this resource before. */
  | { readonly kind: 'replayed' }
  /** Another request made this resource before, under the same key. */
  | { readonly kind: 'key-reused' };

export type UpdateDecision<K extends ResourceKind = ResourceKind> =
  | Append<Updated<K, NewPassword>>
  | Invalid
  | VersionMismatch
  /** Everything is already as the request wants it: no event, same version. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'not-found' };

export type DeleteDecision<K extends ResourceKind = ResourceKind> =
  Append<Deleted<K>> | VersionMismatch | { readonly kind: 'not-found' };

export type Decision<K extends ResourceKind = ResourceKind> =
  CreateDecision<K> | UpdateDecision<K> | DeleteDecision<K>;
