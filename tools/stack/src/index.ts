export type { BrokerProperties } from './kafka/broker-properties.ts';
export { type ProxiedKafka, startKafkaBehindProxy } from './kafka/kafka-behind-proxy.ts';
export {
  type KafkaApi,
  loseKafkaResponse,
  type ResponseOptions,
  seeKafkaResponse,
} from './kafka/lose-response.ts';
export { type KafkaJvm, type KafkaOptions, type KafkaServer, startKafka } from './kafka/start-kafka.ts';
export { ManagedServer, type ServerState } from './managed-server.ts';
export { type MongoWireOptions, type MongoWireServer, startMongoWire } from './mongo/start-mongo-wire.ts';
export { prepareStack } from './prepare.ts';
export { noProgress, type Progress, stderrProgress } from './progress.ts';
export type { Direction, Interceptor, ProxyChunk, Verdict } from './proxy/proxy-rules.ts';
export { startTcpProxy, type TcpProxy, type TcpProxyOptions } from './proxy/tcp-proxy.ts';
export {
  type AvailableStack,
  type ResolvedStack,
  type ResolveOptions,
  resolveStack,
  type UnavailableStack,
} from './resolve-stack.ts';
export { isStackError, StackError, type StackErrorCode } from './stack-error.ts';
export type { RunningPart, StackPart, StackProvider } from './stack-part.ts';
