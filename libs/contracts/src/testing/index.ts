export { callRecord } from './call-record.ts';
export { messageRecord } from './message-record.ts';
export { notificationRecord } from './notification-record.ts';
export { clientEvent, testKeyRing } from './client-event.ts';
export { accountEvent, applicationEvent, numberEvent } from './resource-events.ts';
