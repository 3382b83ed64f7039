import { join } from 'node:path';
import type { EventLog } from '@tandem/event-log';
import { systemClock } from '@tandem/kernel';
import {
  directoryCredentials,
  REGISTRATION_TOPICS,
  RegistrationReader,
  RegistrationView,
  RegistrationWriter,
  revocations,
} from '@tandem/registrar';
import { DIGEST_POLICIES, DomainTable } from '@tandem/sip';
import { SipEndpoint } from '@tandem/sip-node';
import { silentLogger as logger } from '@tandem/telemetry';
import { startTelemetry } from '@tandem/telemetry-node';
import type { UnitRuntime } from '@tandem/unit';
import { SqliteBindingStore } from '@tandem/unit-sqlite';
import { Resources } from '../harness/resources.ts';
import { serveProgram } from '../harness/serve-program.ts';
import { LOOPBACK, NONCE_KEY, SIP_DOMAIN } from '../system/constants.ts';
import { openLog } from '../system/log-place.ts';
import { openUnit } from '../system/open-unit.ts';
import type { UnitPlace, UnitQuestions } from './server-questions.ts';

const UNIT = 'bench-1';
const ENV = { host: 'SIP_HOST', port: 'SIP_PORT' };

const resources = new Resources();

interface SipParts {
  readonly runtime: UnitRuntime;
  readonly bindings: SqliteBindingStore;
  readonly log: EventLog;
}

/** The SIP side of a call-processing unit, put together as its app does. */
const openSip = async ({ runtime, bindings, log }: SipParts): Promise<SipEndpoint> => {
  const domain = { name: SIP_DOMAIN, digest: DIGEST_POLICIES.md5 };
  const feed: RegistrationWriter = new RegistrationWriter({
    id: () => ({ unit: UNIT, incarnation: endpoint.incarnation }),
    log,
    logger,
  });
  resources.add(feed, (opened) => opened.close());
  const endpoint: SipEndpoint = new SipEndpoint({
    unit: UNIT,
    listen: { host: LOOPBACK, port: 0, env: ENV },
    domains: new DomainTable({ domains: [{ domain }], defaultDomain: domain, ownNames: ['localhost'] }),
    credentials: directoryCredentials(runtime.directory),
    bindings,
    feed,
    nonceKeys: { current: NONCE_KEY },
    isReady: () => runtime.health().serving,
    // All phones of the load have one address, which a stranger could not use like this.
    strangersPerSecond: Infinity,
    logger,
  });
  resources.add(endpoint, (opened) => opened.stop());
  runtime.listen(
    revocations({
      revoke: (sid) => endpoint.revoke(sid),
      bindings,
      isInService: (sid) => runtime.directory.isInService(sid),
    }),
  );
  const handlers = new RegistrationReader({
    view: new RegistrationView(),
    logger,
    apply: (record) => endpoint.applyRemote(record),
  });
  const consumer = await log.subscribe({ reader: UNIT, topics: REGISTRATION_TOPICS, handlers });
  resources.add(consumer, (opened) => opened.close());
  await endpoint.start();
  return endpoint;
};

const start = async ({ dir, log: place }: UnitPlace): Promise<{ port: number }> => {
  resources.add(startTelemetry({ service: 'bench' }), (opened) => opened.close());
  const log = resources.add(openLog(place), (opened) => opened.close());
  const runtime = await openUnit({ unit: UNIT, file: join(dir, 'cache.db'), log }, resources);
  const bindings = SqliteBindingStore.open({ path: join(dir, 'bindings.db'), clock: systemClock, logger });
  resources.add(bindings, (opened) => opened.close());
  const endpoint = await openSip({ runtime, bindings, log });
  return { port: endpoint.address?.port ?? 0 };
};

await serveProgram<UnitQuestions>(() => ({ answers: { start }, close: () => resources.close() }));
