export { clientEvent, testKeyRing } from './client-event.ts';
export { applicationEvent, numberEvent } from './resource-events.ts';
