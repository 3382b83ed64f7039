import type { Journal, JournalEvent, ReadModel } from '@tandem/journal';
import type { Clock, Random, Sid } from '@tandem/kernel';
import type { AccountDirectory } from '../account-directory.ts';
import type { ClientSecrets } from '../secrets/client-secrets.ts';
import type { IdempotencyHashes } from '../secrets/idempotency-hashes.ts';
import type { PageTokens } from '../secrets/page-tokens.ts';
import type { Projection } from './projection.ts';

/** What the handlers of commands and queries work with. */
export interface Context {
  readonly journal: Journal;
  readonly readModel: ReadModel;
  readonly projection: Projection;
  readonly accounts: AccountDirectory;
  readonly secrets: ClientSecrets;
  readonly idempotency: IdempotencyHashes;
  readonly pageTokens: PageTokens;
  readonly clock: Clock;
  readonly random: Random;
  /** Called with each event once it is durable and the read model was told. */
  readonly onAppended: (event: JournalEvent) => void;
  /** The name of a deleted resource could not be released. */
  readonly onClaimKept: (sid: Sid, error: unknown) => void;
  readonly limits: WriteLimits;
}

export interface WriteLimits {
  /** How often a write is decided anew after losing to another one. */
  readonly attempts: number;
  /** The pauses before each look at what became of an append that was not answered, milliseconds. */
  readonly readBackPausesMs: readonly number[];
}
