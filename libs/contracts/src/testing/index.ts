export { clientEvent, testKeyRing } from './client-event.ts';
