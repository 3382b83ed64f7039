import type { KeyRing } from '@tandem/contracts';
import type { JournalEvent, JournalStore } from '@tandem/journal';
import { messageOf, systemClock, systemRandom } from '@tandem/kernel';
import type { Clock, Random, Sid } from '@tandem/kernel';
import { count, silentLogger, SPANS, withSpan } from '@tandem/telemetry';
import type { Logger } from '@tandem/telemetry';
import type { AccountDirectory } from './account-directory.ts';
import { noApplications } from './applications.ts';
import type { Applications } from './applications.ts';
import type { Clients } from './clients.ts';
import { clientHistory } from './handlers/client-history.ts';
import type { Context, WriteLimits } from './handlers/context.ts';
import { createClient } from './handlers/create-client.ts';
import { deleteClient } from './handlers/delete-client.ts';
import { getClient } from './handlers/get-client.ts';
import { listClients, pageClients } from './handlers/list-clients.ts';
import { Projection } from './handlers/projection.ts';
import { recordedAt } from './handlers/recorded-at.ts';
import { updateClient } from './handlers/update-client.ts';
import { throttledWarning } from './throttled-warning.ts';
import { ClientSecrets } from './secrets/client-secrets.ts';
import { IdempotencyHashes } from './secrets/idempotency-hashes.ts';
import { PageTokens } from './secrets/page-tokens.ts';

export interface ClientsOptions {
  readonly store: Pick<JournalStore, 'journal' | 'readModel'>;
  readonly accounts: AccountDirectory;
  readonly keys: ClientsKeys;
  /** Whether a readable copy of passwords is kept and shown (PASSWORD_READBACK). */
  readonly passwordReadback: boolean;
  readonly applications?: Applications;
  /** Called with each event once it is durable and the read model was told, for the relay of this process; what it throws is logged. */
  readonly onAppended?: (event: JournalEvent) => void;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly logger?: Logger;
  readonly limits?: Partial<WriteLimits>;
}

export interface ClientsKeys {
  /** Seals passwords and digests; may rotate. */
  readonly sealing: KeyRing;
  /** Makes sids and request marks of Idempotency-Keys, and page tokens; the same everywhere, and never rotates. */
  readonly idempotency: Buffer;
}

const LIMITS: WriteLimits = { attempts: 10, readBackPausesMs: [10, 50, 200, 500, 1000] };

type Warning = (sid: Sid, error: unknown) => void;

const warningsOf =
  (logger: Logger, clock: Clock) =>
  (message: string): Warning => {
    const warn = throttledWarning(logger, clock, message);
    return (sid, error) => warn({ sid, why: messageOf(error) });
  };

/** A durable write stays one, whatever its listener does. */
const guarded =
  (listener: (event: JournalEvent) => void, onError: Warning) =>
  (event: JournalEvent): void => {
    try {
      listener(event);
    } catch (error) {
      onError(event.stream, error);
    }
  };

const contextOf = (options: ClientsOptions): Context => {
  const { store, keys, clock = systemClock, random = systemRandom, logger = silentLogger } = options;
  const warning = warningsOf(logger, clock);
  return {
    journal: store.journal,
    readModel: store.readModel,
    projection: new Projection(
      store.readModel,
      warning('a durable event could not be written to the read model; the relay will repair it'),
    ),
    accounts: options.accounts,
    applications: options.applications ?? noApplications,
    secrets: new ClientSecrets({
      ring: keys.sealing,
      readback: options.passwordReadback,
      random,
      onUnreadable: warning('a secret cannot be opened; give this process the key that sealed it'),
    }),
    idempotency: new IdempotencyHashes(keys.idempotency),
    pageTokens: new PageTokens(keys.idempotency),
    clock,
    random,
    onAppended: guarded(
      options.onAppended ?? (() => undefined),
      warning('a durable event could not be handed over to the relay of this process; it will read it'),
    ),
    onClaimKept: warning('the login of a deleted Client could not be released; the relay will do it'),
    limits: { ...LIMITS, ...options.limits },
  };
};

/** Runs a write inside its span and counts what became of it. */
const observed = <O extends { readonly kind: string }>(
  command: string,
  write: () => Promise<O>,
): Promise<O> =>
  withSpan(SPANS.write, { attributes: { 'tandem.command': command } }, async (span) => {
    const outcome = await write();
    span.setAttribute('tandem.outcome', outcome.kind);
    count('writes', { command, outcome: outcome.kind });
    return outcome;
  });

/** The Clients of an installation over its journal. */
export const createClients = (options: ClientsOptions): Clients => {
  const context = contextOf(options);
  return {
    create: (command) => observed('create', () => createClient(context, command)),
    update: (command) => observed('update', () => updateClient(context, command)),
    delete: (command) => observed('delete', () => deleteClient(context, command)),
    get: (accountSid, sid) => getClient(context, accountSid, sid),
    list: (query) => listClients(context, query),
    page: (query) => pageClients(context, query),
    recordedAt: (revision) => recordedAt(context, revision),
    history: (accountSid, sid) => clientHistory(context, accountSid, sid),
  };
};
