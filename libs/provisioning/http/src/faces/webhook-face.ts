import { CreateWebhookForm, UpdateWebhookForm } from '../body/webhook-form.dto.ts';
import { EXAMPLE_WEBHOOK, EXAMPLE_WEBHOOK_EVENT } from '../openapi/resource-examples.ts';
import { headingSchemas, URL } from '../openapi/schema.ts';
import { heading, stateField } from '../rendering/represented-field.ts';
import type { RepresentedField } from '../rendering/represented-field.ts';
import { resourceUri } from '../rendering/uri.ts';
import type { Face } from './face.ts';
import { byFriendlyName } from './filters.ts';

const COLLECTION = 'Webhooks';

const fields: readonly RepresentedField<'Webhook'>[] = [
  ...heading<'Webhook'>(),
  stateField('url'),
  stateField('events'),
  stateField('status'),
  { json: 'secret', xml: 'Secret', of: ({ secret }) => secret ?? null },
  { json: 'uri', xml: 'Uri', of: (webhook, format) => resourceUri(COLLECTION, webhook, format) },
];

/** `…/Webhooks`. */
export const webhookFace: Face<'Webhook'> = {
  kind: 'Webhook',
  title: 'Webhook',
  collection: COLLECTION,
  element: 'Webhook',
  sidParameter: 'WebhookSid',
  fields,
  filters: [byFriendlyName],
  problems: { notFound: 21228, nameTaken: 21205 },
  forcible: false,
  docs: {
    description:
      'Where somebody outside is told of changes of the account and of those below it. Every value is text.',
    createForm: CreateWebhookForm,
    updateForm: UpdateWebhookForm,
    example: EXAMPLE_WEBHOOK,
    event: EXAMPLE_WEBHOOK_EVENT,
    fieldSchemas: {
      ...headingSchemas('WH', 'Webhook'),
      friendly_name: { type: 'string', minLength: 1, maxLength: 64 },
      url: URL,
      events: { type: 'string', enum: ['all', 'changes', 'propagation'] },
      status: { type: 'string', enum: ['active', 'disabled'] },
      secret: {
        type: 'string',
        description: 'What messages are signed with; only in the answer that makes it.',
      },
    },
    optional: ['secret'],
  },
};
