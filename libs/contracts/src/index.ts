export { canonicalLogin } from './canonical-login.ts';
export { NO_ACCOUNT } from './account-event.ts';
export type {
  AccountEvent,
  AccountEventType,
  AccountField,
  AccountRole,
  AccountState,
  AccountStatus,
} from './account-event.ts';
export type {
  ApplicationEvent,
  ApplicationEventType,
  ApplicationField,
  ApplicationKind,
  ApplicationState,
} from './application-event.ts';
export type { CallDirection, CallRecord, CallStatus } from './call-record.ts';
export type { ClientEvent, ClientEventType, ClientField, ClientState } from './client-event.ts';
export { digestCredentials, sealCredentials, unsealCredentials } from './credentials.ts';
export type { CredentialSource, DigestCredentials } from './credentials.ts';
export { deadLetterKey } from './dead-letter.ts';
export type { DeadLetter } from './dead-letter.ts';
export { describeDecodeProblem } from './decode-problem.ts';
export type { DecodeProblem } from './decode-problem.ts';
export { digestAdd, digestRemove, EMPTY_DIGEST } from './digest.ts';
export type { DigestElement, PartitionDigest } from './digest.ts';
export { decodeEvent, encodeEvent, tombstoneOf } from './event-codec.ts';
export type { EncodedEvent } from './event-codec.ts';
export type { EventEnvelope } from './event-envelope.ts';
export { decodeEventHeaders, encodeEventHeaders } from './event-headers.ts';
export type { EventHeaders, RecordHeaders } from './event-headers.ts';
export type { RecordCodec } from './json-record.ts';
export { laneOf, laneOfSid, lanesOf, placeOfLane } from './lane.ts';
export type { Lane, LanePlace } from './lane.ts';
export type { MessageDirection, MessageRecord, MessageStatus } from './message-record.ts';
export type { MessageRequest } from './message-request.ts';
export type { NotificationRecord } from './notification-record.ts';
export { MARK_KEY } from './mark.ts';
export type { Mark } from './mark.ts';
export type { NumberEvent, NumberEventType, NumberField, NumberState } from './number-event.ts';
export { partitionOf } from './partition.ts';
export {
  callRecordCodec,
  deadLetterCodec,
  markCodec,
  messageRecordCodec,
  messageRequestCodec,
  notificationRecordCodec,
  registrationCodec,
  relayCheckpointCodec,
  unitStatusCodec,
} from './record-codecs.ts';
export { registrationKey } from './registration.ts';
export type { RegistrationRecord } from './registration.ts';
export { RELAY_CHECKPOINT_KEY } from './relay-checkpoint.ts';
export type { RelayCheckpoint } from './relay-checkpoint.ts';
export {
  isCreation,
  isDeletion,
  kindOfSid,
  kindOfTopic,
  PUBLISHED,
  PUBLISHED_KINDS,
  publishedKindOf,
  RESOURCE_KINDS,
  RESOURCE_TOPICS,
  SID_PREFIXES,
} from './resource.ts';
export type {
  EventTypeOf,
  PublishedKind,
  PublishedSpec,
  ResourceEvent,
  ResourceEvents,
  ResourceKind,
  ResourceState,
  ResourceStates,
} from './resource.ts';
export { loadSchema, schemaViolation } from './schema.ts';
export type { SchemaName } from './schema.ts';
export { deriveKey, seal, SEALING_KEY_BYTES, unseal } from './sealing.ts';
export type { KeyRing } from './sealing.ts';
export { TOPIC_SCHEMAS } from './topic-schemas.ts';
export type { WebhookEvents, WebhookState } from './webhook-state.ts';
export { TOPICS } from './topics.ts';
export type { TopicCleanup, TopicId, TopicName, TopicSpec } from './topics.ts';
export { laneOfStatus } from './unit-status.ts';
export type {
  UnitCondition,
  UnitGroup,
  UnitKind,
  UnitPartitionStatus,
  UnitState,
  UnitStatus,
} from './unit-status.ts';
