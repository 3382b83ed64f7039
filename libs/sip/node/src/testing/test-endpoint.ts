import { randomBytes } from 'node:crypto';
import { silentLogger } from '@tandem/telemetry';
import { ClientRouter, DIGEST_POLICIES, DomainTable, MemoryBindingStore, UnitTokens } from '@tandem/sip';
import type { BindingEvent, CallReport, DigestPolicyName, Source } from '@tandem/sip';
import { FakeCredentials } from '@tandem/sip/testing';
import { SipEndpoint } from '../sip-endpoint.ts';
import type { SipEndpointOptions } from '../sip-endpoint.ts';

export interface TestEndpointOptions extends Partial<SipEndpointOptions> {
  readonly digest?: DigestPolicyName;
  readonly aliases?: readonly string[];
  readonly host?: string;
}

/** A running endpoint on a free port of loopback, with everything about it at hand. */
export interface TestEndpoint {
  readonly endpoint: SipEndpoint;
  readonly credentials: FakeCredentials;
  readonly bindings: MemoryBindingStore;
  readonly events: BindingEvent[];
  /** What was told of calls. */
  readonly calls: CallReport[];
  readonly server: Source;
  ready: boolean;
}

/** Starts one; stop its `endpoint`. */
export const startEndpoint = async (options: TestEndpointOptions = {}): Promise<TestEndpoint> => {
  const { digest = 'md5', aliases = ['example.com'], host = '127.0.0.1', ...rest } = options;
  const domain = { name: 'tandem.local', digest: DIGEST_POLICIES[digest] };
  const credentials = new FakeCredentials();
  const bindings = (options.bindings as MemoryBindingStore | undefined) ?? new MemoryBindingStore();
  const events: BindingEvent[] = [];
  const started = { ready: true };
  const calls: CallReport[] = [];
  const endpoint = new SipEndpoint({
    unit: 'cp-1',
    listen: { host, port: 0 },
    domains: new DomainTable({ domains: [{ domain, aliases }], defaultDomain: domain }),
    credentials,
    bindings,
    feed: { publish: (news) => events.push(...news) },
    nonceKeys: { current: randomBytes(32) },
    isReady: () => started.ready,
    logger: silentLogger,
    router: new ClientRouter({
      credentials,
      bindings,
      hasApplication: () => false,
      elsewhere: () => [],
      tokens: new UnitTokens({ current: Buffer.alloc(32, 9) }),
      unit: 'cp-1',
    }),
    onCall: (report) => calls.push(report),
    ...rest,
  });
  await endpoint.start();
  const { address = '', port = 0 } = endpoint.address ?? {};
  return Object.assign(started, {
    endpoint,
    credentials,
    bindings,
    events,
    calls,
    server: { address, port },
  });
};
