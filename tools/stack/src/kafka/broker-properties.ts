/** One of the broker's addresses for clients. */
export interface KafkaListener {
  /** Upper-case name, unique in the broker. */
  readonly name: string;
  readonly bindHost: string;
  readonly port: number;
  /** What clients are told to connect to; another than its own when a proxy stands in front. */
  readonly advertised: { readonly host: string; readonly port: number };
}

export interface BrokerLayout {
  /** The first one also carries the broker's requests to itself (transaction markers). */
  readonly listeners: readonly [KafkaListener, ...KafkaListener[]];
  readonly controllerPort: number;
  readonly controllerHost: string;
  readonly dataDir: string;
}

export type BrokerProperties = Readonly<Record<string, string>>;

/** The one node's id; a formatted data directory carries it too. */
export const NODE_ID = '1';
const CONTROLLER = 'CONTROLLER';

/** Settings of a single KRaft node, broker and controller in one, for tests: small, quick, nothing replicated. */
export function brokerProperties(layout: BrokerLayout, extra: BrokerProperties = {}): BrokerProperties {
  return { ...addresses(layout), ...SINGLE_NODE, ...SMALL, ...QUICK, ...extra };
}

/** Text of a `server.properties`. Backslashes are escapes there (java.util.Properties). */
export function renderProperties(properties: BrokerProperties): string {
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value.replaceAll('\\', '\\\\')}\n`)
    .join('');
}

function addresses({ listeners, controllerHost, controllerPort, dataDir }: BrokerLayout): BrokerProperties {
  const bound = listeners.map(({ name, bindHost, port }) => `${name}://${bindHost}:${port}`);
  const advertised = listeners.map(({ name, advertised: { host, port } }) => `${name}://${host}:${port}`);
  const controller = `${controllerHost}:${controllerPort}`;
  return {
    'process.roles': 'broker,controller',
    'node.id': NODE_ID,
    'controller.quorum.voters': `${NODE_ID}@${controller}`,
    'controller.listener.names': CONTROLLER,
    listeners: [...bound, `${CONTROLLER}://${controller}`].join(','),
    'advertised.listeners': advertised.join(','),
    'listener.security.protocol.map': [CONTROLLER, ...listeners.map(({ name }) => name)]
      .map((name) => `${name}:PLAINTEXT`)
      .join(','),
    'inter.broker.listener.name': listeners[0].name,
    'log.dirs': dataDir,
  };
}

const SINGLE_NODE: BrokerProperties = {
  'default.replication.factor': '1',
  'min.insync.replicas': '1',
  'offsets.topic.replication.factor': '1',
  'offsets.topic.num.partitions': '1',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'transaction.state.log.num.partitions': '2',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
  'share.coordinator.state.topic.num.partitions': '1',
  // A topic that nobody created is a mistake that a test must see.
  'auto.create.topics.enable': 'false',
};

const SMALL: BrokerProperties = {
  'num.network.threads': '2',
  'num.io.threads': '2',
  'background.threads': '2',
  'log.cleaner.dedupe.buffer.size': '8388608',
};

const QUICK: BrokerProperties = {
  'group.initial.rebalance.delay.ms': '0',
  'group.min.session.timeout.ms': '500',
  // A broker that was killed may register again only when its former session has run out (9 s by default).
  'broker.session.timeout.ms': '3000',
  'broker.heartbeat.interval.ms': '500',
  // By default a transaction left open by a dead producer is looked for only every 10 s.
  'transaction.abort.timed.out.transaction.cleanup.interval.ms': '500',
};
