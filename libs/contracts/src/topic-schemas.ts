import type { SchemaName } from './schema.ts';
import type { TopicName } from './topics.ts';

/** Which published schema the values of a topic follow. */
export const TOPIC_SCHEMAS: Readonly<Record<TopicName, SchemaName>> = {
  'tandem.clients': 'client-event',
  'tandem.applications': 'application-event',
  'tandem.accounts': 'account-event',
  'tandem.numbers': 'number-event',
  'tandem.relay': 'relay-checkpoint',
  'tandem.registrations': 'registration',
  'tandem.calls': 'call-record',
  'tandem.messages': 'message-record',
  'tandem.message-requests': 'message-request',
  'tandem.notifications': 'notification-record',
  'tandem.unit-status': 'unit-status',
  'tandem.dead-letters': 'dead-letter',
};
