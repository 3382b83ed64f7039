import type { KeyRing, ResourceKind } from '@tandem/contracts';
import type { JournalEvent, JournalStore } from '@tandem/journal';
import { messageOf, systemClock, systemRandom } from '@tandem/kernel';
import type { Clock, Random, Sid } from '@tandem/kernel';
import { count, silentLogger, SPANS, withSpan } from '@tandem/telemetry';
import type { Logger } from '@tandem/telemetry';
import type { AccountDirectory } from './account-directory.ts';
import { accountDefinition } from './domain/account-definition.ts';
import { applicationDefinition } from './domain/application-definition.ts';
import { clientDefinition } from './domain/client-definition.ts';
import type { Definition } from './domain/definition.ts';
import { webhookDefinition } from './domain/webhook-definition.ts';
import { numberDefinition } from './domain/number-definition.ts';
import { accountCommands } from './handlers/accounts.ts';
import type { Context, WriteLimits } from './handlers/context.ts';
import { createResource } from './handlers/create-resource.ts';
import { deleteResource } from './handlers/delete-resource.ts';
import { getResource } from './handlers/get-resource.ts';
import { listResources, pageResources } from './handlers/list-resources.ts';
import { Projection } from './handlers/projection.ts';
import { recordedAt } from './handlers/recorded-at.ts';
import { resourceHistory } from './handlers/resource-history.ts';
import { createWebhook, knownWebhooks } from './handlers/webhooks.ts';
import { updateResource } from './handlers/update-resource.ts';
import type { Provisioning, Resources } from './resources.ts';
import { throttledWarning } from './throttled-warning.ts';
import { ClientSecrets } from './secrets/client-secrets.ts';
import { IdempotencyHashes } from './secrets/idempotency-hashes.ts';
import { PageTokens } from './secrets/page-tokens.ts';

export interface ProvisioningOptions {
  readonly store: Pick<JournalStore, 'journal' | 'readModel'>;
  readonly accounts: AccountDirectory;
  readonly keys: ProvisioningKeys;
  /** Whether a readable copy of passwords is kept and shown (PASSWORD_READBACK). */
  readonly passwordReadback: boolean;
  /** Called with each event once it is durable and the read model was told, for the relay of this process; what it throws is logged. */
  readonly onAppended?: (event: JournalEvent) => void;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly logger?: Logger;
  readonly limits?: Partial<WriteLimits>;
}

export interface ProvisioningKeys {
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

const contextOf = (options: ProvisioningOptions): Context => {
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
    onClaimKept: warning('the name of a deleted resource could not be released; the relay will do it'),
    limits: { ...LIMITS, ...options.limits },
  };
};

/** Runs a write inside its span and counts what became of it. */
const observed = <O extends { readonly kind: string }>(
  kind: ResourceKind,
  command: string,
  write: () => Promise<O>,
): Promise<O> => {
  const attributes = { 'tandem.command': command, 'tandem.resource': kind };
  return withSpan(SPANS.write, { attributes }, async (span) => {
    const outcome = await write();
    span.setAttribute('tandem.outcome', outcome.kind);
    count('writes', { resource: kind, command, outcome: outcome.kind });
    return outcome;
  });
};

const resourcesOf = <K extends ResourceKind>(context: Context, definition: Definition<K>): Resources<K> => {
  const { kind } = definition;
  return {
    create: (command) => observed(kind, 'create', () => createResource(context, definition, command)),
    update: (command) => observed(kind, 'update', () => updateResource(context, definition, command)),
    delete: (command) => observed(kind, 'delete', () => deleteResource(context, definition, command)),
    get: (accountSid, sid) => getResource(context, definition, { accountSid, sid }),
    list: (query) => listResources(context, definition, query),
    page: (query) => pageResources(context, definition, query),
    history: (accountSid, sid) => resourceHistory(context, definition, { accountSid, sid }),
  };
};

/** The resources of an installation over its journal. */
export const createProvisioning = (options: ProvisioningOptions): Provisioning => {
  const context = contextOf(options);
  const webhooks = resourcesOf(context, webhookDefinition);
  return {
    resources: {
      Client: resourcesOf(context, clientDefinition),
      Application: resourcesOf(context, applicationDefinition),
      Number: resourcesOf(context, numberDefinition),
      Account: resourcesOf(context, accountDefinition),
      Webhook: { ...webhooks, create: (command) => createWebhook(context, webhooks, command) },
    },
    accounts: accountCommands(context),
    webhooks: knownWebhooks(context),
    recordedAt: (revision) => recordedAt(context, revision),
  };
};
