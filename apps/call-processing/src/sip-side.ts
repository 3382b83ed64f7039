import { deriveKey } from '@tandem/contracts';
import type { KeyRing } from '@tandem/contracts';
import type { EventLog } from '@tandem/event-log';
import { messageOf, systemClock } from '@tandem/kernel';
import {
  CallWriter,
  directoryCredentials,
  DirectoryDomains,
  REGISTRATION_TOPICS,
  RegistrationReader,
  remotePhones,
  RegistrationView,
  RegistrationWriter,
  revocations,
} from '@tandem/registrar';
import {
  ClientRouter,
  DIGEST_POLICIES,
  DomainTable,
  hostOfAddress,
  nameOfListener,
  UnitTokens,
} from '@tandem/sip';
import type { BindingStore, Domains, NameFlow, NonceKeys, OwnName } from '@tandem/sip';
import { SipEndpoint } from '@tandem/sip-node';
import type { Logger } from '@tandem/telemetry';
import type { UnitRuntime } from '@tandem/unit';
import type { TopicReader } from '@tandem/unit-host';
import type { SipConfig } from './config.ts';

export interface SipSideOptions {
  readonly unit: string;
  readonly config: SipConfig;
  /** Configuration keys of the listener, for messages. */
  readonly env: { readonly host: string; readonly port: string };
  readonly runtime: UnitRuntime;
  readonly bindings: BindingStore;
  readonly log: EventLog;
  readonly keys: KeyRing;
  readonly logger: Logger;
}

/** What makes a unit a call-processing unit: phones register at it. */
export interface SipSide {
  readonly endpoint: SipEndpoint;
  readonly view: RegistrationView;
  /** Reads the registrations of all units. */
  readonly reader: TopicReader;
  close(): Promise<void>;
}

const domainsOf = ({ config, runtime, logger }: SipSideOptions): Domains => {
  const { sipDomain, sipDomainAliases, sipDigest } = config;
  const digest = DIGEST_POLICIES[sipDigest];
  const domain = { name: sipDomain, digest };
  return new DirectoryDomains({
    configured: new DomainTable({
      domains: [{ domain, aliases: sipDomainAliases }],
      defaultDomain: domain,
      ownNames: ['localhost'],
    }),
    directory: runtime.routing.domains,
    digest,
    onError: (error) => logger.error('The SIP domains of accounts cannot be read', { why: messageOf(error) }),
  });
};

/** One key for the whole cluster, from the key that all units have; after a rotation the one before still counts. */
const clusterKeys = ({ current, keys }: KeyRing, purpose: string): NonceKeys => {
  const derived = [...keys].map(([id, key]) => ({ id, key: deriveKey(key, purpose) }));
  const [now] = derived.filter(({ id }) => id === current);
  const [previous] = derived.filter(({ id }) => id !== current).reverse();
  return { current: now?.key ?? Buffer.alloc(0), ...(previous && { previous: previous.key }) };
};

const advertisedName = ({ sipAdvertise, sipPort }: SipConfig): OwnName | undefined =>
  sipAdvertise && { host: sipAdvertise.host, port: sipAdvertise.port ?? sipPort };

const advertised = (config: SipConfig): NameFlow => {
  const name = advertisedName(config);
  return name === undefined ? nameOfListener : () => name;
};

/** Listening at every address says of none that others reach it: that takes `SIP_ADVERTISE`. */
const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Where other units reach this one; undefined while it does not listen. */
const unitAddressOf = (config: SipConfig, { address }: SipEndpoint): string | undefined => {
  const name = advertisedName(config);
  if (name !== undefined) return `${name.host}:${name.port}`;
  const isSomewhere = address !== undefined && !EVERYWHERE.has(address.address);
  return isSomewhere ? `${hostOfAddress(address.address)}:${address.port}` : undefined;
};

/** "that application, whatever was dialled" (design §4): its own URL, or an Application that it names. */
const hasApplication = ({ directory }: UnitRuntime, domain: string, login: string): boolean => {
  const found = directory.lookup(domain, login);
  if (found.kind !== 'found') return false;
  const { voiceUrl, voiceApplicationSid } = found.client.state;
  return voiceUrl !== null || voiceApplicationSid !== null;
};

/** Puts the registrar together; `endpoint.start()` opens its ports. */
export const createSipSide = (options: SipSideOptions): SipSide => {
  const { unit, config, env, runtime, bindings, log, keys, logger } = options;
  const view = new RegistrationView();
  const feed: RegistrationWriter = new RegistrationWriter({
    id: () => ({ unit, incarnation: endpoint.incarnation, unitAddress: unitAddressOf(config, endpoint) }),
    log,
    logger,
  });
  const credentials = directoryCredentials(runtime.directory);
  const unitTokens = new UnitTokens(clusterKeys(keys, 'sip unit token'));
  const calls = new CallWriter({
    ...{ unit, log, logger, now: () => systemClock.now() },
    accountOf: (sid) => runtime.directory.accountOf(sid),
  });
  const endpoint: SipEndpoint = new SipEndpoint({
    unit,
    listen: { host: config.sipHost, port: config.sipPort, env },
    domains: domainsOf(options),
    credentials,
    router: new ClientRouter({
      credentials,
      bindings,
      hasApplication: ({ login, domain }) => hasApplication(runtime, domain.name, login),
      elsewhere: remotePhones(view, unit),
      tokens: unitTokens,
      unit,
    }),
    unitTokens,
    nameOf: advertised(config),
    onCall: (report) => calls.report(report),
    bindings,
    feed,
    nonceKeys: clusterKeys(keys, 'sip nonce'),
    isReady: () => runtime.health().serving,
    strangersPerSecond: config.strangersPerSecond,
    logger,
  });
  const stopListening = runtime.listen(
    revocations({
      revoke: (sid) => endpoint.revoke(sid),
      bindings,
      isInService: (sid) => runtime.directory.isInService(sid),
    }),
  );
  const handlers = new RegistrationReader({ view, logger, apply: (record) => endpoint.applyRemote(record) });
  return {
    endpoint,
    view,
    reader: { topics: REGISTRATION_TOPICS, handlers },
    close: async () => {
      stopListening();
      await endpoint.stop();
      await Promise.all([feed.close(), calls.close()]);
    },
  };
};
