export { callRecord } from './call-record.ts';
export { clientEvent, testKeyRing } from './client-event.ts';
export { accountEvent, applicationEvent, numberEvent } from './resource-events.ts';
