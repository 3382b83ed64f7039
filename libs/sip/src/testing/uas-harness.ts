import { seededRandom } from '@tandem/kernel/testing';
import { computeHa1s } from '../auth/digest.ts';
import { DIGEST_POLICIES } from '../auth/policy.ts';
import type { DigestPolicyName } from '../auth/policy.ts';
import type { Flow } from '../flow/flow.ts';
import type { SipResponse } from '../message/types.ts';
import type { BindingEvent } from '../registrar/binding.ts';
import { DomainTable } from '../registrar/domain-table.ts';
import { MemoryBindingStore } from '../registrar/memory-binding-store.ts';
import type { CredentialLookup, CredentialSource } from '../registrar/ports.ts';
import { Registrar } from '../registrar/registrar.ts';
import { RegistrationDirectory } from '../registrar/registration-directory.ts';
import { createUserAgentServer } from '../uas/create-user-agent-server.ts';
import type { UserAgentServerOptions } from '../uas/create-user-agent-server.ts';
import type { Observation, UasEffects } from '../uas/effects.ts';
import type { UserAgentServer } from '../uas/user-agent-server.ts';
import { responseIn } from './sip-text.ts';

/** What users a test server knows; every field can be changed while it runs. */
export class FakeCredentials implements CredentialSource {
  readonly users = new Map<string, CredentialLookup>();
  lookups = 0;

  /** Adds a user, or gives it another password; answers its sid. */
  add(login: string, password: string, domain = 'tandem.local'): string {
    const sid = `CL${Buffer.from(login).toString('hex').padStart(32, '0').slice(-32)}`;
    const ha1 = computeHa1s({ login, realm: domain, password });
    this.users.set(`${login}@${domain}`, { kind: 'found', sid, enabled: true, accountActive: true, ha1 });
    return sid;
  }

  set(login: string, change: Partial<Extract<CredentialLookup, { kind: 'found' }>>): void {
    const name = `${login}@tandem.local`;
    const user = this.users.get(name);
    if (user?.kind === 'found') this.users.set(name, { ...user, ...change });
  }

  lookup(domain: string, login: string): CredentialLookup {
    this.lookups += 1;
    return this.users.get(`${login}@${domain}`) ?? { kind: 'unknown' };
  }
}

export interface HarnessOptions extends Partial<UserAgentServerOptions> {
  readonly digest?: DigestPolicyName;
  readonly aliases?: readonly string[];
}

export const HARNESS_TIME = Date.UTC(2013, 10, 4, 16, 33, 39);

/** A whole server without sockets: octets in, responses out. */
export class UasHarness {
  readonly credentials = new FakeCredentials();
  readonly bindings = new MemoryBindingStore();
  readonly events: BindingEvent[] = [];
  readonly observations: Observation[] = [];
  readonly failures: unknown[] = [];
  readonly server: UserAgentServer;
  readonly registrar: Registrar;
  ready = true;
  now = HARNESS_TIME;
  flow: Flow = {
    transport: 'udp',
    remote: { address: '192.0.2.1', port: 5060 },
    local: { address: '127.0.0.1', port: 5060 },
  };

  constructor({ digest = 'md5', aliases = [], ...options }: HarnessOptions = {}) {
    const domain = { name: 'tandem.local', digest: DIGEST_POLICIES[digest] };
    this.registrar = new Registrar({
      store: this.bindings,
      directory: new RegistrationDirectory({ unit: 'cp-1', incarnation: 'run-1' }),
    });
    this.server = createUserAgentServer({
      domains: new DomainTable({ domains: [{ domain, aliases }], defaultDomain: domain }),
      credentials: this.credentials,
      bindings: this.bindings,
      registrar: this.registrar,
      nonceKeys: { current: Buffer.alloc(32, 7) },
      random: seededRandom(1),
      now: this.now,
      isReady: () => this.ready,
      ...options,
    }).server;
  }

  /** Takes effects in as a driver does; the octets that were to be sent. */
  apply(effects: UasEffects): readonly Buffer[] {
    this.events.push(...effects.events);
    this.observations.push(...effects.observations);
    if (effects.failure !== undefined) this.failures.push(effects.failure);
    return effects.sends.map(({ bytes }) => bytes);
  }

  /** A datagram comes in; every answer to it. */
  receive(octets: Buffer): readonly SipResponse[] {
    return this.apply(this.server.datagram(octets, this.flow, this.now)).map(responseIn);
  }
}
