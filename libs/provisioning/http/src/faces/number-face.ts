import { CreateNumberForm, UpdateNumberForm } from '../body/number-form.dto.ts';
import { EXAMPLE_NUMBER, EXAMPLE_NUMBER_EVENT } from '../openapi/resource-examples.ts';
import { headingSchemas, sidSchema } from '../openapi/schema.ts';
import { heading, stateField } from '../rendering/represented-field.ts';
import type { RepresentedField } from '../rendering/represented-field.ts';
import { resourceUri } from '../rendering/uri.ts';
import type { Face } from './face.ts';
import { byFriendlyName, byPhoneNumber } from './filters.ts';
import { OPTIONAL_RCML_URLS, RCML_URL_SCHEMAS } from './rcml-url-fields.ts';

const COLLECTION = 'IncomingPhoneNumbers';

const fields: readonly RepresentedField<'Number'>[] = [
  ...heading<'Number'>(),
  stateField('phoneNumber'),
  stateField('isSip'),
  stateField('voiceUrl'),
  stateField('voiceMethod'),
  stateField('voiceFallbackUrl'),
  stateField('voiceFallbackMethod'),
  stateField('voiceApplicationSid'),
  stateField('smsUrl'),
  stateField('smsMethod'),
  stateField('smsFallbackUrl'),
  stateField('smsFallbackMethod'),
  stateField('smsApplicationSid'),
  stateField('statusCallback'),
  { json: 'uri', xml: 'Uri', of: (number, format) => resourceUri(COLLECTION, number, format) },
];

/** `…/IncomingPhoneNumbers`. */
export const numberFace: Face<'Number'> = {
  kind: 'Number',
  title: 'IncomingPhoneNumber',
  collection: COLLECTION,
  element: 'IncomingPhoneNumber',
  sidParameter: 'PhoneNumberSid',
  fields,
  filters: [byPhoneNumber, byFriendlyName],
  problems: { notFound: 21210, nameTaken: 21211 },
  forcible: false,
  docs: {
    description:
      'What reaches the account from outside. Every value is text; fields without a value are left out.',
    createForm: CreateNumberForm,
    updateForm: UpdateNumberForm,
    example: EXAMPLE_NUMBER,
    event: EXAMPLE_NUMBER_EVENT,
    fieldSchemas: {
      ...headingSchemas('PN', 'IncomingPhoneNumber'),
      friendly_name: { type: 'string', minLength: 1, maxLength: 64, description: 'The number unless set.' },
      phone_number: { type: 'string', minLength: 1, maxLength: 64, description: 'E.164, unless is_sip.' },
      is_sip: { type: 'string', enum: ['true', 'false'], description: 'A short code or SIP name.' },
      ...RCML_URL_SCHEMAS,
      voice_application_sid: { ...sidSchema('AP'), description: 'Answers calls instead of the voice URLs.' },
      sms_application_sid: { ...sidSchema('AP'), description: 'Answers texts instead of the sms URLs.' },
    },
    optional: [...OPTIONAL_RCML_URLS, 'voice_application_sid', 'sms_application_sid'],
  },
};
