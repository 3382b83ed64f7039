export { WebhookReceiver } from './webhook-receiver.ts';
export type { ReceivedMessage } from './webhook-receiver.ts';
