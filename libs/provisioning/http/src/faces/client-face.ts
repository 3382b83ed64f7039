import { CreateClientForm, UpdateClientForm } from '../body/client-form.dto.ts';
import { EXAMPLE_CLIENT, EXAMPLE_EVENT } from '../openapi/examples.ts';
import { headingSchemas, METHOD, sidSchema, URL } from '../openapi/schema.ts';
import type { Schema } from '../openapi/schema.ts';
import { heading, namesOf, stateField } from '../rendering/represented-field.ts';
import type { RepresentedField } from '../rendering/represented-field.ts';
import { resourceUri } from '../rendering/uri.ts';
import type { Face } from './face.ts';
import { byFriendlyName } from './filters.ts';

const COLLECTION = 'Clients';

/** As the samples of the Clients page have them. */
const fields: readonly RepresentedField<'Client'>[] = [
  ...heading<'Client'>(),
  stateField('login'),
  { ...namesOf('password'), of: ({ password }) => password },
  stateField('status'),
  stateField('voiceUrl'),
  stateField('voiceMethod'),
  stateField('voiceFallbackUrl'),
  stateField('voiceFallbackMethod'),
  stateField('voiceApplicationSid'),
  { json: 'uri', xml: 'Uri', of: (client, format) => resourceUri(COLLECTION, client, format) },
];

const fieldSchemas: Readonly<Record<string, Schema>> = {
  ...headingSchemas('CL', 'Client'),
  friendly_name: { type: 'string', maxLength: 64, description: 'The Login unless set.' },
  login: { type: 'string', minLength: 1, maxLength: 64, description: 'User name of the phone.' },
  password: {
    type: 'string',
    minLength: 1,
    maxLength: 128,
    description: 'Left out when the installation keeps no readable copy (PASSWORD_READBACK=off).',
  },
  status: { type: 'string', enum: ['0', '1'], description: '0: disabled, 1: enabled.' },
  voice_url: { ...URL, description: 'Requested when this Client makes a call.' },
  voice_method: METHOD,
  voice_fallback_url: { ...URL, description: 'Requested when voice_url fails.' },
  voice_fallback_method: METHOD,
  voice_application_sid: {
    ...sidSchema('AP'),
    description: 'The Application that answers instead of the URLs.',
  },
};

/** `…/Clients`: the published page. */
export const clientFace: Face<'Client'> = {
  kind: 'Client',
  title: 'Client',
  collection: COLLECTION,
  element: 'Client',
  sidParameter: 'ClientSid',
  fields,
  filters: [
    {
      parameter: 'Login',
      filters: (name) => ({ name }),
      schema: { type: 'string', minLength: 1 },
    },
    byFriendlyName,
    {
      parameter: 'Status',
      filters: (status) => ({ status: Number(status) }),
      schema: { type: 'string', enum: ['0', '1'] },
    },
  ],
  problems: { notFound: 21204, nameTaken: 21205 },
  forcible: false,
  docs: {
    description: 'A SIP user agent’s account. Every value is text; fields without a value are left out.',
    createForm: CreateClientForm,
    updateForm: UpdateClientForm,
    example: EXAMPLE_CLIENT,
    event: EXAMPLE_EVENT,
    fieldSchemas,
    optional: ['password', 'voice_url', 'voice_fallback_url', 'voice_application_sid'],
  },
};
