import type { EventTypeOf, ResourceKind, ResourceStates } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';

/** A resource as the Management API shows it. */
export interface ResourceView<K extends ResourceKind = ResourceKind> {
  readonly sid: Sid;
  readonly accountSid: Sid;
  readonly version: number;
  readonly revision: number;
  readonly state: ResourceStates[K];
  /** A Client's readable password; null with PASSWORD_READBACK=off, and for what has none. */
  readonly password: string | null;
  /** What a webhook signs with; only in the answer that makes it. */
  readonly secret?: string;
}

/** What is wrong with one field of a request; `code` is of the Management API's published list. */
export interface FieldProblem {
  readonly field: string;
  readonly code: number;
  readonly message: string;
}

export interface Written<K extends ResourceKind = ResourceKind> {
  readonly resource: ResourceView<K>;
  /** The consistency token of this write (header Tandem-Revision). */
  readonly revision: number;
}

export type CreateOutcome<K extends ResourceKind = ResourceKind> =
  | ({ readonly kind: 'created'; readonly replayed: boolean } & Written<K>)
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem[] }
  /** Another live resource is reached by this name (login, phone number). */
  | { readonly kind: 'name-taken'; readonly name: string }
  /** The Idempotency-Key was used with another request. */
  | { readonly kind: 'key-reused' }
  | Undecided;

export type UpdateOutcome<K extends ResourceKind = ResourceKind> =
  | ({ readonly kind: 'updated' } & Written<K>)
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem[] }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'version-mismatch'; readonly version: number }
  /** Another one is reached by the name that it was to have. */
  | { readonly kind: 'name-taken' }
  | Undecided;

export type DeleteOutcome<K extends ResourceKind = ResourceKind> =
  | ({ readonly kind: 'deleted' } & Written<K>)
  | { readonly kind: 'not-found' }
  | { readonly kind: 'version-mismatch'; readonly version: number }
  /** Others name it: the first of them. */
  | { readonly kind: 'in-use'; readonly users: readonly Sid[] }
  | Undecided;

/** The journal did not say in time whether the write won: it may or may not have. */
export interface Undecided {
  readonly kind: 'undecided';
  readonly why: string;
}

/** One event of a resource's history; no secret in any form. */
export interface HistoryEntry<K extends ResourceKind = ResourceKind> {
  readonly version: number;
  readonly revision: number;
  readonly type: EventTypeOf<K>;
  /** Milliseconds since the Unix epoch. */
  readonly recordedAt: number;
  readonly changed: readonly string[];
  readonly state: ResourceStates[K];
}
