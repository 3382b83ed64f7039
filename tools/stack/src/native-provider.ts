import { type KafkaJvm, startKafka } from './kafka/start-kafka.ts';
import { startMongoWire } from './mongo/start-mongo-wire.ts';
import { noProgress, type Progress } from './progress.ts';
import type { RunningPart, StackPart, StackProvider } from './stack-part.ts';

/** The part's server run by this machine's own Java and Go, without containers. */
export function nativeProvider(progress: Progress = noProgress, jvm: KafkaJvm = 'quick'): StackProvider {
  return { name: 'programs of this machine', start: (part) => START[part](progress, jvm) };
}

const START: Readonly<Record<StackPart, (progress: Progress, jvm: KafkaJvm) => Promise<RunningPart>>> = {
  kafka: async (progress, jvm) => {
    const kafka = await startKafka({ progress, jvm });
    return { address: kafka.brokers.join(','), close: () => kafka.close() };
  },
  mongo: async (progress) => {
    const mongo = await startMongoWire({ progress });
    return { address: mongo.uri, close: () => mongo.close() };
  },
};
