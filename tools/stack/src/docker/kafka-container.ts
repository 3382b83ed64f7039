import { freePort } from '@tandem/testing';
import { brokerProperties, type BrokerProperties, type KafkaListener } from '../kafka/broker-properties.ts';
import { KAFKA_VERSION } from '../kafka/kafka-artifacts.ts';
import type { RunningPart } from '../stack-part.ts';
import { startContainer, type Testcontainers } from './container.ts';

const IMAGE = `apache/kafka:${KAFKA_VERSION}`;
const CLIENT_PORT = 9092;
const INTERNAL_PORT = 19092;
const CONTROLLER_PORT = 9093;

/** A Kafka broker in a container, with the settings of the native one. */
export async function startKafkaContainer(
  testcontainers: Testcontainers,
  host: string,
): Promise<RunningPart> {
  const port = await freePort();
  const container = await startContainer(
    testcontainers,
    {
      image: IMAGE,
      port: { container: CLIENT_PORT, host: port },
      environment: imageEnvironment(containerProperties(host, port)),
      ready: testcontainers.Wait.forLogMessage(/Kafka Server started/),
    },
    host,
  );
  return { address: `${host}:${port}`, close: async () => void (await container.stop()) };
}

function containerProperties(host: string, port: number): BrokerProperties {
  const listener = (name: string, own: number, advertised: KafkaListener['advertised']): KafkaListener => ({
    name,
    bindHost: '0.0.0.0',
    port: own,
    advertised,
  });
  return brokerProperties({
    listeners: [
      listener('INTERNAL', INTERNAL_PORT, { host: 'localhost', port: INTERNAL_PORT }),
      listener('CLIENTS', CLIENT_PORT, { host, port }),
    ],
    controllerHost: 'localhost',
    controllerPort: CONTROLLER_PORT,
    dataDir: '/tmp/kraft-combined-logs',
  });
}

/**
 * Broker settings as the image takes them: `KAFKA_` and the key in capitals, where `.` becomes one underscore, `_`
 * two and `-` three (documentation of the apache/kafka image).
 */
export function imageEnvironment(properties: BrokerProperties): Record<string, string> {
  const variable = (key: string): string =>
    key.replaceAll('_', '__').replaceAll('-', '___').replaceAll('.', '_').toUpperCase();
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [`KAFKA_${variable(key)}`, value]),
  );
}
