export {
  describeWithKafka,
  describeWithMongo,
  describeWithOwnServers,
  describeWithStack,
  type SharedServers,
} from './describe-with-stack.ts';
export { quietKafka, type QuietKafkaOptions } from './quiet-kafka.ts';
