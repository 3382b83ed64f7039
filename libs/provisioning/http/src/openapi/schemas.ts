import type { OpenAPIObject } from '@nestjs/swagger';
import { CLIENT_FIELDS, FIELD_NAMES } from '../rendering/client-fields.ts';

export type Schema = Exclude<
  NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string],
  { $ref: string }
>;

const METHOD: Schema = { type: 'string', enum: ['GET', 'POST'] };
const DATE: Schema = {
  type: 'string',
  pattern: '^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [1-9]\\d? [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000$',
};
const sid = (prefix: string): Schema => ({ type: 'string', pattern: `^${prefix}[0-9a-f]{32}$` });

/** What each published field of a Client is; names and order come from the rendering. */
const CLIENT_FIELD_SCHEMAS: Readonly<Record<string, Schema>> = {
  sid: { ...sid('CL'), description: 'Names this Client; never given to another.' },
  date_created: DATE,
  date_updated: DATE,
  account_sid: { ...sid('AC'), description: 'The account that owns the Client.' },
  api_version: { type: 'string', enum: ['2012-04-24'] },
  friendly_name: { type: 'string', maxLength: 64, description: 'The Login unless set.' },
  login: { type: 'string', minLength: 1, maxLength: 64, description: 'User name of the phone.' },
  password: {
    type: 'string',
    minLength: 1,
    maxLength: 128,
    description: 'Left out when the installation keeps no readable copy (PASSWORD_READBACK=off).',
  },
  status: { type: 'string', enum: ['0', '1'], description: '0: disabled, 1: enabled.' },
  voice_url: { type: 'string', maxLength: 2048, description: 'Requested when this Client makes a call.' },
  voice_method: METHOD,
  voice_fallback_url: { type: 'string', maxLength: 2048, description: 'Requested when voice_url fails.' },
  voice_fallback_method: METHOD,
  voice_application_sid: { ...sid('AP'), description: 'The Application that answers instead of the URLs.' },
  uri: { type: 'string', description: 'The path of this Client, ending in .json in JSON.' },
};

const OPTIONAL = ['password', 'voice_url', 'voice_fallback_url', 'voice_application_sid'];

const client: Schema = {
  type: 'object',
  description: 'A SIP user agent’s account. Every value is text; fields without a value are left out.',
  properties: Object.fromEntries(
    CLIENT_FIELDS.map(({ json, xml }) => [json, { ...CLIENT_FIELD_SCHEMAS[json], xml: { name: xml } }]),
  ),
  required: CLIENT_FIELDS.map(({ json }) => json).filter((name) => !OPTIONAL.includes(name)),
  additionalProperties: false,
  xml: { name: 'Client' },
};

const account: Schema = {
  type: 'object',
  properties: {
    sid: { ...sid('AC'), xml: { name: 'Sid' } },
    friendly_name: { type: 'string', xml: { name: 'FriendlyName' } },
    status: { type: 'string', enum: ['active', 'suspended', 'closed'], xml: { name: 'Status' } },
    sip_domain: {
      type: 'string',
      description: 'Where phones of the account register; the digest realm.',
      xml: { name: 'SipDomain' },
    },
    uri: { type: 'string', xml: { name: 'Uri' } },
  },
  required: ['sid', 'friendly_name', 'status', 'sip_domain', 'uri'],
  additionalProperties: false,
  xml: { name: 'Account' },
};

const event: Schema = {
  type: 'object',
  description: 'One change of a Client. Holds no password in any form.',
  properties: {
    version: { type: 'integer', minimum: 1, xml: { name: 'Version' } },
    revision: { type: 'integer', minimum: 1, xml: { name: 'Revision' } },
    type: {
      type: 'string',
      enum: ['ClientCreated', 'ClientUpdated', 'ClientDeleted'],
      xml: { name: 'Type' },
    },
    recorded_at: { type: 'string', format: 'date-time', xml: { name: 'RecordedAt' } },
    changed: {
      type: 'array',
      items: {
        type: 'string',
        enum: Object.values(FIELD_NAMES).map(({ json }) => json),
        xml: { name: 'Field' },
      },
      xml: { name: 'Changed', wrapped: true },
    },
    state: { allOf: [{ $ref: '#/components/schemas/Client' }], xml: { name: 'State' } },
  },
  required: ['version', 'revision', 'type', 'recorded_at', 'changed', 'state'],
  additionalProperties: false,
  xml: { name: 'Event' },
};

const TIME: Schema = { type: ['string', 'null'], format: 'date-time' };

const unit: Schema = {
  type: 'object',
  properties: {
    unit: { type: 'string', xml: { name: 'Unit' } },
    kind: { type: 'string', xml: { name: 'Kind' } },
    status: {
      type: 'string',
      enum: ['INSYNC', 'PENDING', 'UNREACHABLE'],
      description: 'UNREACHABLE: silent for 10 s, and when it was last heard it lacked the change.',
      xml: { name: 'Status' },
    },
    revision: {
      type: 'integer',
      minimum: 0,
      description: 'Everything up to it is visible there, of what lies on the Client’s partition.',
      xml: { name: 'Revision' },
    },
    applied_at: { ...TIME, description: 'When it was known to have it.', xml: { name: 'AppliedAt' } },
    revoked_at: {
      ...TIME,
      description: 'When a deletion, a disabling or a new password was known to be in effect there.',
      xml: { name: 'RevokedAt' },
    },
    expected_by: {
      ...TIME,
      description: 'When its propagation model will have let it through.',
      xml: { name: 'ExpectedBy' },
    },
    lag_ms: {
      type: 'integer',
      minimum: 0,
      description: 'How long the change took, or has been on its way.',
      xml: { name: 'LagMs' },
    },
    last_heard: { ...TIME, xml: { name: 'LastHeard' } },
  },
  required: ['unit', 'kind', 'status', 'revision', 'lag_ms'],
  additionalProperties: false,
  xml: { name: 'Unit' },
};

const propagation: Schema = {
  type: 'object',
  description:
    'Which units have the last change of a Client. May be late, never early. In XML, what is null is absent.',
  properties: {
    sid: {
      type: ['string', 'null'] as unknown as 'string',
      pattern: '^CL[0-9a-f]{32}$',
      description: 'Null: of everything up to the revision.',
      xml: { name: 'Sid' },
    },
    revision: { type: 'integer', minimum: 1, xml: { name: 'Revision' } },
    status: {
      type: 'string',
      enum: ['PENDING', 'INSYNC', 'PARTIAL'],
      description: 'PARTIAL: every live unit has it, silent ones lack it.',
      xml: { name: 'Status' },
    },
    insync_at: { ...TIME, description: 'Kept once it was true.', xml: { name: 'InsyncAt' } },
    unreachable: { type: 'integer', minimum: 0, xml: { name: 'Unreachable' } },
    units: {
      type: 'array',
      items: { $ref: '#/components/schemas/Unit' },
      xml: { name: 'Units', wrapped: true },
    },
  },
  required: ['sid', 'revision', 'status', 'unreachable', 'units'],
  additionalProperties: false,
  xml: { name: 'Propagation' },
};

const problem: Schema = {
  type: 'object',
  properties: {
    code: { type: 'integer', minimum: 21000, maximum: 21999, xml: { name: 'Code' } },
    message: { type: 'string', minLength: 1, xml: { name: 'Message' } },
    status: { type: 'integer', minimum: 400, maximum: 599, xml: { name: 'Status' } },
    more_info: { type: 'string', pattern: '^/docs/errors/\\d+$', xml: { name: 'MoreInfo' } },
  },
  required: ['code', 'message', 'status', 'more_info'],
  additionalProperties: false,
  xml: { name: 'RestException' },
};

/** The document's schemas by name. */
export const SCHEMAS: Readonly<Record<string, Schema>> = {
  Client: client,
  Account: account,
  Event: event,
  Propagation: propagation,
  Unit: unit,
  Problem: problem,
};
