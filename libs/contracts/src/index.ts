export { canonicalLogin } from './canonical-login.ts';
export { clientTombstone, decodeClientEvent, encodeClientEvent } from './client-event-codec.ts';
export type { EncodedClientEvent } from './client-event-codec.ts';
export { CLIENT_SCHEMA_VERSION } from './client-event.ts';
export type { ClientEvent, ClientEventType, ClientField, ClientState } from './client-event.ts';
export { digestCredentials, sealCredentials, unsealCredentials } from './credentials.ts';
export type { CredentialSource, DigestCredentials } from './credentials.ts';
export { deadLetterKey } from './dead-letter.ts';
export type { DeadLetter } from './dead-letter.ts';
export { describeDecodeProblem } from './decode-problem.ts';
export type { DecodeProblem } from './decode-problem.ts';
export { digestAdd, digestRemove, EMPTY_DIGEST } from './digest.ts';
export type { DigestElement, PartitionDigest } from './digest.ts';
export { decodeEventHeaders, encodeEventHeaders } from './event-headers.ts';
export type { EventHeaders, RecordHeaders } from './event-headers.ts';
export type { RecordCodec } from './json-record.ts';
export { MARK_KEY } from './mark.ts';
export type { Mark } from './mark.ts';
export { partitionOf } from './partition.ts';
export {
  deadLetterCodec,
  markCodec,
  registrationCodec,
  relayCheckpointCodec,
  unitStatusCodec,
} from './record-codecs.ts';
export { registrationKey } from './registration.ts';
export type { RegistrationRecord } from './registration.ts';
export { RELAY_CHECKPOINT_KEY } from './relay-checkpoint.ts';
export type { RelayCheckpoint } from './relay-checkpoint.ts';
export { loadSchema, schemaViolation } from './schema.ts';
export type { SchemaName } from './schema.ts';
export { deriveKey, seal, SEALING_KEY_BYTES, unseal } from './sealing.ts';
export type { KeyRing } from './sealing.ts';
export { TOPIC_SCHEMAS } from './topic-schemas.ts';
export { TOPICS } from './topics.ts';
export type { TopicCleanup, TopicId, TopicName, TopicSpec } from './topics.ts';
export type {
  UnitCondition,
  UnitGroup,
  UnitKind,
  UnitPartitionStatus,
  UnitState,
  UnitStatus,
} from './unit-status.ts';
