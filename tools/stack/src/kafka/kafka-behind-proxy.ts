import { freePort } from '@tandem/testing';
import { startTcpProxy, type TcpProxy } from '../proxy/tcp-proxy.ts';
import { type KafkaOptions, type KafkaServer, startKafka } from './start-kafka.ts';

export interface ProxiedKafka {
  readonly kafka: KafkaServer;
  readonly proxy: TcpProxy;
  /** Bootstrap addresses through the proxy; `kafka.brokers` are those past it. */
  readonly proxiedBrokers: readonly [string];
  /** Ends both. */
  close(): Promise<void>;
}

/**
 * Starts a Kafka broker and a proxy in front of it. A broker tells its clients where to connect, so it has a
 * second listener that names the proxy's port: clients of `proxiedBrokers` stay behind the proxy, clients of
 * `kafka.brokers` and the broker's own requests to itself never meet it.
 */
export async function startKafkaBehindProxy(
  options: Omit<KafkaOptions, 'proxied'> = {},
): Promise<ProxiedKafka> {
  const port = await freePort();
  const proxy = await startTcpProxy({ target: { port } });
  try {
    const kafka = await startKafka({ ...options, proxied: [{ port, advertisedPort: proxy.port }] });
    return {
      kafka,
      proxy,
      proxiedBrokers: [`127.0.0.1:${proxy.port}`],
      close: async () => {
        await proxy.close();
        await kafka.close();
      },
    };
  } catch (error) {
    await proxy.close();
    throw error;
  }
}
