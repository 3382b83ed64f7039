import { CreateApplicationForm, UpdateApplicationForm } from '../body/application-form.dto.ts';
import { EXAMPLE_APPLICATION, EXAMPLE_APPLICATION_EVENT } from '../openapi/resource-examples.ts';
import { headingSchemas, URL } from '../openapi/schema.ts';
import { heading, stateField } from '../rendering/represented-field.ts';
import type { RepresentedField } from '../rendering/represented-field.ts';
import { resourceUri } from '../rendering/uri.ts';
import type { Face } from './face.ts';
import { byFriendlyName } from './filters.ts';
import { OPTIONAL_RCML_URLS, RCML_URL_SCHEMAS } from './rcml-url-fields.ts';

const COLLECTION = 'Applications';

const fields: readonly RepresentedField<'Application'>[] = [
  ...heading<'Application'>(),
  stateField('kind'),
  {
    json: 'rcml_url',
    xml: 'RcmlUrl',
    of: ({ state }) => (state.kind === 'voice' ? state.voiceUrl : state.smsUrl),
  },
  stateField('voiceUrl'),
  stateField('voiceMethod'),
  stateField('voiceFallbackUrl'),
  stateField('voiceFallbackMethod'),
  stateField('smsUrl'),
  stateField('smsMethod'),
  stateField('smsFallbackUrl'),
  stateField('smsFallbackMethod'),
  stateField('statusCallback'),
  { json: 'uri', xml: 'Uri', of: (application, format) => resourceUri(COLLECTION, application, format) },
];

/** `…/Applications`. */
export const applicationFace: Face<'Application'> = {
  kind: 'Application',
  title: 'Application',
  collection: COLLECTION,
  element: 'Application',
  sidParameter: 'ApplicationSid',
  fields,
  filters: [byFriendlyName],
  problems: { notFound: 21209, nameTaken: 21205 },
  forcible: true,
  docs: {
    description:
      'Where calls and texts ask what to do, shared by Clients and numbers. Every value is text; fields without a value are left out.',
    createForm: CreateApplicationForm,
    updateForm: UpdateApplicationForm,
    example: EXAMPLE_APPLICATION,
    event: EXAMPLE_APPLICATION_EVENT,
    fieldSchemas: {
      ...headingSchemas('AP', 'Application'),
      friendly_name: { type: 'string', minLength: 1, maxLength: 64 },
      kind: { type: 'string', enum: ['voice', 'sms'], description: 'What it is for.' },
      rcml_url: { ...URL, description: 'Another name for voice_url (kind voice) or sms_url (kind sms).' },
      ...RCML_URL_SCHEMAS,
    },
    optional: ['rcml_url', ...OPTIONAL_RCML_URLS],
  },
};
