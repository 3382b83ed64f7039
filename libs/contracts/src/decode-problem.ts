import { assertNever } from '@tandem/kernel';

/** Why a record's value cannot be used. */
export type DecodeProblem =
  /** Not UTF-8, not JSON, or not an object. */
  | { readonly kind: 'unreadable'; readonly detail: string }
  /** Written for readers that know more kinds of events: skip it, and count it. */
  | { readonly kind: 'unknown-type'; readonly type: string }
  /** Written by a newer Tandem in a form that this one would misread. */
  | { readonly kind: 'newer-schema'; readonly schemaVersion: number }
  /** Against its published schema. */
  | { readonly kind: 'invalid'; readonly detail: string }
  /** Header and value disagree: one of the two was changed on the way. */
  | { readonly kind: 'headers-differ'; readonly header: string };

/** The problem as text for logs and dead letters; no values of the record in it. */
export const describeDecodeProblem = (problem: DecodeProblem): string => {
  switch (problem.kind) {
    case 'unreadable':
      return `unreadable: ${problem.detail}`;
    case 'unknown-type':
      return 'the event has a type that this version does not know';
    case 'newer-schema':
      return `schema version ${problem.schemaVersion} is newer than this version knows`;
    case 'invalid':
      return `against its schema: ${problem.detail}`;
    case 'headers-differ':
      return `header ${problem.header} is not what the value says`;
    default:
      return assertNever(problem);
  }
};
