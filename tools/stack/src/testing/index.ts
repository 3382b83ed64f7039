export {
  describeWithKafka,
  describeWithMongo,
  describeWithOwnServers,
  describeWithStack,
  type SharedServers,
} from './describe-with-stack.ts';
