import type { CallRecord } from './call-record.ts';
import type { DeadLetter } from './dead-letter.ts';
import { recordCodec } from './json-record.ts';
import type { Mark } from './mark.ts';
import type { MessageRecord } from './message-record.ts';
import type { MessageRequest } from './message-request.ts';
import type { NotificationRecord } from './notification-record.ts';
import type { RegistrationRecord } from './registration.ts';
import type { RelayCheckpoint } from './relay-checkpoint.ts';
import type { UnitStatus } from './unit-status.ts';

/** Values of `tandem.relay`. */
export const relayCheckpointCodec = recordCodec<RelayCheckpoint>('relay-checkpoint');
/** Values of the records with `MARK_KEY`. */
export const markCodec = recordCodec<Mark>('mark');
/** Values of `tandem.registrations`. */
export const registrationCodec = recordCodec<RegistrationRecord>('registration');
/** Values of `tandem.calls`. */
export const callRecordCodec = recordCodec<CallRecord>('call-record');
/** Values of `tandem.messages`. */
export const messageRecordCodec = recordCodec<MessageRecord>('message-record');
/** Values of `tandem.message-requests`. */
export const messageRequestCodec = recordCodec<MessageRequest>('message-request');
/** Values of `tandem.notifications`. */
export const notificationRecordCodec = recordCodec<NotificationRecord>('notification-record');
/** Values of `tandem.unit-status`. */
export const unitStatusCodec = recordCodec<UnitStatus>('unit-status');
/** Values of `tandem.dead-letters`. */
export const deadLetterCodec = recordCodec<DeadLetter>('dead-letter');
