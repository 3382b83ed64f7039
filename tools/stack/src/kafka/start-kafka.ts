import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, type SpawnedProcess } from '@tandem/testing';
import { dataDir } from '../data-dir.ts';
import { ManagedServer } from '../managed-server.ts';
import { noProgress, type Progress } from '../progress.ts';
import { startServerProcess } from '../start-server-process.ts';
import { javaCommand } from '../tools.ts';
import {
  brokerProperties,
  type BrokerProperties,
  type KafkaListener,
  renderProperties,
} from './broker-properties.ts';
import { kafkaArtifacts } from './kafka-artifacts.ts';
import { pingKafka } from './ping-kafka.ts';

/** How the broker's Java machine is set. */
export type KafkaJvm = 'quick' | 'steady';

export interface KafkaOptions {
  /** Port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
  /**
   * More addresses of the broker, each told to clients as another port: that of a proxy which forwards to `port`.
   * A client that starts at the proxy then stays behind it; one that starts at `brokers` never meets it.
   */
  readonly proxied?: readonly { readonly port: number; readonly advertisedPort: number }[];
  /** Broker settings to add or replace. */
  readonly properties?: BrokerProperties;
  /** Default `quick`. */
  readonly jvm?: KafkaJvm;
  readonly progress?: Progress;
}

/** A single-node Kafka cluster of one's own. */
export interface KafkaServer extends ManagedServer {
  /** Bootstrap addresses, `127.0.0.1:port`. */
  readonly brokers: readonly [string];
  readonly port: number;
}

const HOST = '127.0.0.1';
const START_TIMEOUT_MS = 60_000;

/**
 * Starts a Kafka broker (KRaft, one node, nothing replicated, no topics) on 127.0.0.1; it answers when this
 * resolves, in 2 to 5 s. The first call on a machine fetches it, which takes longer: see {@link kafkaArtifacts}.
 *
 * @throws StackError TOOL_MISSING, TOOL_FAILED, START_FAILED
 */
export async function startKafka(options: KafkaOptions = {}): Promise<KafkaServer> {
  const { classPath, formattedDataDir } = await kafkaArtifacts(options.progress ?? noProgress);
  const port = options.port ?? (await freePort());
  const controllerPort = await freePort();
  const dir = await dataDir('tandem-kafka-');
  const data = join(dir.path, 'data');
  const properties = join(dir.path, 'server.properties');
  await cp(formattedDataDir, data, { recursive: true });
  const settings = brokerProperties(
    { listeners: listenersOf(port, options), controllerHost: HOST, controllerPort, dataDir: data },
    options.properties,
  );
  await writeFile(properties, renderProperties(settings));
  const args = [...HEAP[options.jvm ?? 'quick'], ...JVM_ARGS, '-cp', classPath, 'kafka.Kafka', properties];
  const start = (): Promise<SpawnedProcess> => startBroker(args, dir.path, port);
  const server = await ManagedServer.start({ name: 'Kafka', start, dispose: () => dir.remove() });
  return Object.assign(server, { port, brokers: [`${HOST}:${port}`] as const });
}

function listenersOf(port: number, { proxied = [] }: KafkaOptions): [KafkaListener, ...KafkaListener[]] {
  const listener = (name: string, own: number, advertised = own): KafkaListener => ({
    name,
    bindHost: HOST,
    port: own,
    advertised: { host: HOST, port: advertised },
  });
  return [
    listener('DIRECT', port),
    ...proxied.map((proxy, index) => listener(`PROXIED${index}`, proxy.port, proxy.advertisedPort)),
  ];
}

/**
 * `quick` is content with little memory, and stops for 20 to 30 ms every few seconds under load to collect it. `steady`
 * has room for most of a minute, so that delays are measured and not the collector.
 */
const HEAP: Readonly<Record<KafkaJvm, readonly string[]>> = {
  quick: ['-Xmx512m'],
  steady: ['-Xms2g', '-Xmx2g', '-Xmn1600m', '-XX:+AlwaysPreTouch'],
};

/** A broker for seconds, not for weeks: quick to start, silent but for what matters. */
const JVM_ARGS: readonly string[] = [
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Djava.net.preferIPv4Stack=true',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info',
];

function startBroker(args: readonly string[], cwd: string, port: number): Promise<SpawnedProcess> {
  return startServerProcess({
    name: 'Kafka',
    command: javaCommand(),
    args,
    cwd,
    detached: true,
    readyLine: /Kafka Server started/,
    answers: () => pingKafka(port),
    timeoutMs: START_TIMEOUT_MS,
  });
}
