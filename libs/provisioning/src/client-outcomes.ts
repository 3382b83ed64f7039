import type { ClientEventType, ClientField, ClientState } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';

/** A Client as the Management API shows it. */
export interface ClientView {
  readonly sid: Sid;
  readonly accountSid: Sid;
  readonly version: number;
  readonly revision: number;
  readonly state: ClientState;
  /** The readable password; null with PASSWORD_READBACK=off. */
  readonly password: string | null;
}

/** What is wrong with one field of a request; `code` is of the Management API's published list. */
export interface FieldProblem {
  readonly field: string;
  readonly code: number;
  readonly message: string;
}

export interface Written {
  readonly client: ClientView;
  /** The consistency token of this write (header Tandem-Revision). */
  readonly revision: number;
}

export type CreateOutcome =
  | ({ readonly kind: 'created'; readonly replayed: boolean } & Written)
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem[] }
  | { readonly kind: 'login-taken'; readonly login: string }
  /** The Idempotency-Key was used with another request. */
  | { readonly kind: 'key-reused' }
  | Undecided;

export type UpdateOutcome =
  | ({ readonly kind: 'updated' } & Written)
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem[] }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'version-mismatch'; readonly version: number }
  | Undecided;

export type DeleteOutcome =
  | ({ readonly kind: 'deleted' } & Written)
  | { readonly kind: 'not-found' }
  | { readonly kind: 'version-mismatch'; readonly version: number }
  | Undecided;

/** The journal did not say in time whether the write won: it may or may not have. */
export interface Undecided {
  readonly kind: 'undecided';
  readonly why: string;
}

/** One event of a Client's history; no secret in any form. */
export interface HistoryEntry {
  readonly version: number;
  readonly revision: number;
  readonly type: ClientEventType;
  /** Milliseconds since the Unix epoch. */
  readonly recordedAt: number;
  readonly changed: readonly ClientField[];
  readonly state: ClientState;
}
