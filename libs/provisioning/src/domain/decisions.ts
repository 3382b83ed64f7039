import type { RequestFields } from '../client-commands.ts';
import type { FieldProblem } from '../client-outcomes.ts';
import type { ClientCreated, ClientDeleted, ClientUpdated, NewPassword } from './client.ts';
import type { ApplicationCheck } from './field-rules.ts';

/** What a decision needs to know and cannot find out by itself. */
export interface DecisionMeta {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  readonly applicationExists: ApplicationCheck;
}

export interface CreateMeta extends DecisionMeta {
  /** The SIP domain of the account. */
  readonly domain: string;
}

export interface CreateCommand {
  readonly type: 'CreateClient';
  readonly fields: RequestFields;
  /** null without an Idempotency-Key. */
  readonly requestHmac: string | null;
}

export interface UpdateCommand {
  readonly type: 'UpdateClient';
  readonly fields: RequestFields;
  /** The versions that the caller accepts; absent: any. */
  readonly ifVersions?: readonly number[] | undefined;
}

export interface DeleteCommand {
  readonly type: 'DeleteClient';
  readonly ifVersions?: readonly number[] | undefined;
}

export type ClientCommand = CreateCommand | UpdateCommand | DeleteCommand;

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
  /** The one that the Client has. */
  readonly version: number;
}

export type CreateDecision =
  | Append<ClientCreated<NewPassword>>
  | Invalid
  /** The same request made this Client before. */
  | { readonly kind: 'replayed' }
  /** Another request made this Client before, under the same key. */
  | { readonly kind: 'key-reused' };

export type UpdateDecision =
  | Append<ClientUpdated<NewPassword>>
  | Invalid
  | VersionMismatch
  /** Everything is already as the request wants it: no event, same version. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'not-found' };

export type DeleteDecision = Append<ClientDeleted> | VersionMismatch | { readonly kind: 'not-found' };

export type Decision = CreateDecision | UpdateDecision | DeleteDecision;
