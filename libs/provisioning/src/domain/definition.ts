import type { DigestCredentials, ResourceKind, ResourceStates } from '@tandem/contracts';
import type { Result, Sid } from '@tandem/kernel';
import type { RequestFields } from '../commands.ts';
import type { FieldProblem } from '../outcomes.ts';
import type { ApplicationCheck } from './field-rules.ts';

/** What every state has and no request sets. */
export type Bookkeeping = 'apiVersion' | 'dateCreated' | 'dateUpdated';

/** What a request makes of a resource. */
export interface Wanted<K extends ResourceKind> {
  readonly settings: Omit<ResourceStates[K], Bookkeeping>;
  /** The new password, if the request names one. */
  readonly password?: string;
}

export type Parsed<K extends ResourceKind> = Result<Wanted<K>, readonly FieldProblem[]>;

/** All that tells one kind of resource from another; the life of each is the same. Pure. */
export interface Definition<K extends ResourceKind> {
  readonly kind: K;
  /** The fields of a request that name Applications: looked up before anything is decided. */
  readonly applicationFields: readonly string[];
  /** The kinds whose states may name one of this kind: it is not deleted under them unawares. */
  readonly usedBy: readonly ResourceKind[];
  /** What a creation asks for, or all that is wrong with it. */
  readonly create: (fields: RequestFields, exists: ApplicationCheck, accountSid: Sid) => Parsed<K>;
  /** What an update makes of a state, or all that is wrong with it; fields that it does not name stay. */
  readonly update: (state: ResourceStates[K], fields: RequestFields, exists: ApplicationCheck) => Parsed<K>;
  /**
   * The name that a live resource holds from its creation on, so that no two share it: within the tree of the account that
   * owns the domain, or anywhere; null for what has no such name.
   */
  readonly claim: (domainOwnerSid: Sid, state: ResourceStates[K]) => string | null;
  /** The SIP domain that a new one has of its own; null or absent: that of its account. */
  readonly ownDomain?: (state: ResourceStates[K]) => string | null;
  /** The name that an update takes beside those that it holds; null or absent: none. */
  readonly claimByUpdate?: (before: ResourceStates[K], after: ResourceStates[K]) => string | null;
  /** Only for what has passwords. */
  readonly credentials?: (state: ResourceStates[K], domain: string, password: string) => DigestCredentials;
}
