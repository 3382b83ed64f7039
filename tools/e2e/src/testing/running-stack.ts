import { randomBytes } from 'node:crypto';
import { withDeadline } from '@tandem/kernel';
import type { KafkaServer, MongoWireServer, ProxiedKafka, TcpProxy } from '@tandem/stack';
import { startKafka, startKafkaBehindProxy, startMongoWire } from '@tandem/stack';
import { freePort, freeUdpTcpPort, tempDir, waitFor } from '@tandem/testing';
import type { SpawnedProcess, TempDir } from '@tandem/testing';
import { startApp } from './app-process.ts';
import type { AppName } from './app-process.ts';
import { ManagementApi } from './management-api.ts';
import type { Credentials } from './management-api.ts';
import type { PhoneUnit, Site } from './site.ts';
import { UnitPages } from './unit-pages.ts';

/** One process of a cluster; killed and started again it keeps its ports and its directory. */
export interface Member {
  readonly name: string;
  readonly pages: UnitPages;
  process: SpawnedProcess;
  /** Resolves when it is up again, with these variables beside its own; it must have ended. */
  startAgain(over?: Readonly<Record<string, string>>): Promise<void>;
}

export interface StackOptions {
  /** Puts a proxy between all processes and the broker, for faults of the network. */
  readonly proxied?: boolean;
  /** Data directories of processes by their names, instead of fresh ones. */
  readonly dataDirs?: Readonly<Record<string, string>>;
}

interface Broker {
  readonly kafka: KafkaServer;
  readonly proxied: ProxiedKafka | null;
}

interface Servers extends Broker {
  readonly mongo: MongoWireServer;
}

const UP_MS = 60_000;
const PROXY_MS = 5000;

const startBroker = async ({ proxied = false }: StackOptions): Promise<Broker> => {
  if (!proxied) return { kafka: await startKafka(), proxied: null };
  const started = await startKafkaBehindProxy();
  return { kafka: started.kafka, proxied: started };
};

interface MemberOptions {
  readonly app: AppName;
  readonly name: string;
  readonly port: number;
  readonly up: RegExp;
  readonly env: Readonly<Record<string, string>>;
}

const startMember = async ({ app, name, port, up, env }: MemberOptions): Promise<Member> => {
  const start = async (over: Readonly<Record<string, string>> = {}): Promise<SpawnedProcess> => {
    const process = await startApp({ app, name, env: { ...env, ...over } });
    await process.waitForLine(up, { timeoutMs: UP_MS });
    return process;
  };
  const member: Member = {
    name,
    pages: new UnitPages(`http://127.0.0.1:${port}`),
    process: await start(),
    startAgain: async (over) => {
      member.process = await start(over);
    },
  };
  return member;
};

/** Secrets that all processes of one Tandem are given. */
const sharedSecrets = (credentials: Credentials): Record<string, string> => ({
  ACCOUNT_SID: credentials.accountSid,
  AUTH_TOKEN: credentials.authToken,
  SEALING_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  IDEMPOTENCY_SECRET: randomBytes(32).toString('base64'),
});

/** Two provisioning processes, two call-processing units, one SMS unit, on a Kafka and a MongoDB of their own. */
export class RunningStack implements Site {
  readonly #dir: TempDir;
  readonly #servers: Servers;
  readonly #options: StackOptions;
  readonly #credentials: Credentials;
  readonly #members: Member[] = [];
  readonly #common: Record<string, string>;
  #sip = { cp1: 0, cp2: 0 };

  static async start(options: StackOptions = {}): Promise<RunningStack> {
    const [broker, mongo] = await Promise.all([startBroker(options), startMongoWire()]);
    const stack = new RunningStack(await tempDir('tandem-e2e-'), { ...broker, mongo }, options);
    try {
      await stack.#startMembers();
      return stack;
    } catch (error) {
      await stack.close();
      throw error;
    }
  }

  private constructor(dir: TempDir, servers: Servers, options: StackOptions) {
    this.#dir = dir;
    this.#options = options;
    this.#servers = servers;
    this.#credentials = {
      accountSid: `AC${randomBytes(16).toString('hex')}`,
      authToken: randomBytes(16).toString('hex'),
    };
    this.#common = {
      KAFKA_BROKERS: (servers.proxied?.proxiedBrokers ?? servers.kafka.brokers).join(','),
      MONGODB_URI: `${servers.mongo.uri.replace(/\/$/, '')}/tandem_${randomBytes(6).toString('hex')}`,
      ...sharedSecrets(this.#credentials),
    };
  }

  /** A directory for something beside its processes, removed with theirs. */
  scratch(name: string): string {
    return `${this.#dir.path}/${name}`;
  }

  get kafka(): KafkaServer {
    return this.#servers.kafka;
  }

  get mongo(): MongoWireServer {
    return this.#servers.mongo;
  }

  /** What lies between all processes and the broker, with the option `proxied`. */
  get proxy(): TcpProxy {
    const { proxied } = this.#servers;
    if (proxied === null) throw new Error('this stack was started without a proxy');
    return proxied.proxy;
  }

  get members(): readonly Member[] {
    return this.#members;
  }

  member(name: string): Member {
    const member = this.#members.find((each) => each.name === name);
    if (member === undefined) throw new Error(`no process ${name}`);
    return member;
  }

  /** The API of the first provisioning process. */
  get api(): ManagementApi {
    return this.apiOf('provisioning-1');
  }

  apiOf(name: string): ManagementApi {
    return new ManagementApi(this.member(name).pages.url, this.#credentials);
  }

  get cp1(): PhoneUnit {
    return this.#phoneUnit('cp-1', this.#sip.cp1);
  }

  get cp2(): PhoneUnit {
    return this.#phoneUnit('cp-2', this.#sip.cp2);
  }

  get sms1(): UnitPages {
    return this.member('sms-1').pages;
  }

  /** Which provisioning process copies the journal to the log now. */
  leader(): Promise<Member> {
    const candidates = this.#members.filter(({ name }) => name.startsWith('provisioning'));
    return waitFor(
      async () => {
        for (const member of candidates.filter(({ process }) => process.running())) {
          const { text } = await member.pages.get('/metrics');
          if (/^tandem_relay_leader(\{[^}]*\})? 1/m.test(text)) return member;
        }
        return undefined;
      },
      { what: 'a relay to lead', timeoutMs: 30_000, intervalMs: 100 },
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.#members.map(({ process }) => process.stop({ graceMs: 20_000 })));
    const { kafka, proxied, mongo } = this.#servers;
    await kafka.close();
    // A socket that was reset while it was shut down never says that it is closed.
    await withDeadline(proxied?.proxy.close() ?? Promise.resolve(), PROXY_MS, 'closing the proxy').catch(
      () => undefined,
    );
    await mongo.close();
    await this.#dir.remove();
  }

  #phoneUnit(unit: string, port: number): PhoneUnit {
    return { unit, sip: { address: '127.0.0.1', port }, pages: this.member(unit).pages };
  }

  async #startMembers(): Promise<void> {
    this.#sip = { cp1: await freeUdpTcpPort(), cp2: await freeUdpTcpPort() };
    const { cp1, cp2 } = this.#sip;
    await Promise.all([this.#provisioning('provisioning-1'), this.#provisioning('provisioning-2')]);
    await Promise.all([
      this.#unit('call-processing', 'cp-1', { SIP_PORT: String(cp1) }),
      this.#unit('call-processing', 'cp-2', { SIP_PORT: String(cp2), TANDEM_PROPAGATION: 'uniform:0..3' }),
      this.#unit('sms-worker', 'sms-1', {}),
    ]);
  }

  async #provisioning(name: string): Promise<void> {
    const port = await freePort();
    const env = { ...this.#common, ...this.#dataOf(name), TANDEM_API_PORT: String(port) };
    this.#members.push(
      await startMember({ app: 'provisioning', name, port, up: /^Management API http/, env }),
    );
  }

  async #unit(app: AppName, name: string, own: Readonly<Record<string, string>>): Promise<void> {
    const port = await freePort();
    const env = {
      ...this.#common,
      ...this.#dataOf(name),
      TANDEM_UNIT_ID: name,
      TANDEM_UNIT_HTTP_PORT: String(port),
      ...own,
    };
    this.#members.push(await startMember({ app, name, port, up: /pages http/, env }));
  }

  /** A directory of its own, as on a host of its own. */
  #dataOf(name: string): Record<string, string> {
    return { TANDEM_DATA: this.#options.dataDirs?.[name] ?? `${this.#dir.path}/${name}` };
  }
}
