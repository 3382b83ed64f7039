import type { ResourceKind } from '@tandem/contracts';
import type { Face } from '../faces/face.ts';
import {
  applicationFace,
  callFace,
  clientFace,
  messageFace,
  notificationFace,
  numberFace,
  webhookFace,
} from '../faces/index.ts';
import { recordSchemas } from './record-schemas.ts';
import { DATE, sidSchema } from './schema.ts';
import type { Schema } from './schema.ts';

/** Names and order come from the rendering. */
const resourceSchema = <K extends ResourceKind>({ fields, element, docs }: Face<K>): Schema => ({
  type: 'object',
  description: docs.description,
  properties: Object.fromEntries(
    fields.map(({ json, xml }) => [json, { ...docs.fieldSchemas[json], xml: { name: xml } }]),
  ),
  required: fields.map(({ json }) => json).filter((name) => !docs.optional.includes(name)),
  additionalProperties: false,
  xml: { name: element },
});

const text = (name: string, over: Partial<Schema> = {}): Schema => ({
  type: 'string',
  xml: { name },
  ...over,
});

const account: Schema = {
  type: 'object',
  properties: {
    sid: { ...sidSchema('AC'), xml: { name: 'Sid' } },
    friendly_name: text('FriendlyName'),
    email_address: text('EmailAddress'),
    type: text('Type', { enum: ['Full'] }),
    status: text('Status', { enum: ['active', 'suspended', 'closed'] }),
    role: text('Role', { enum: ['administrator', 'developer', 'viewer'] }),
    date_created: { ...DATE, xml: { name: 'DateCreated' } },
    date_updated: { ...DATE, xml: { name: 'DateUpdated' } },
    auth_token: text('AuthToken', { description: 'Only in the answer that makes it.' }),
    sip_domain: text('SipDomain', {
      description: 'Where phones of the account register; the digest realm.',
    }),
    uri: text('Uri'),
    subresource_uris: {
      type: 'object',
      properties: {
        clients: text('Clients'),
        applications: text('Applications'),
        incoming_phone_numbers: text('IncomingPhoneNumbers'),
        calls: text('Calls'),
        sms_messages: text('SmsMessages'),
        notifications: text('Notifications'),
        webhooks: text('Webhooks'),
        sip_domain_aliases: text('SipDomainAliases'),
      },
      required: [
        ...['clients', 'applications', 'incoming_phone_numbers', 'calls', 'sms_messages', 'notifications'],
        'webhooks',
        'sip_domain_aliases',
      ],
      additionalProperties: false,
      xml: { name: 'SubresourceUris' },
    },
  },
  required: [
    ...['sid', 'friendly_name', 'type', 'status', 'role', 'date_created', 'date_updated'],
    ...['sip_domain', 'uri', 'subresource_uris'],
  ],
  additionalProperties: false,
  xml: { name: 'Account' },
};

const key: Schema = {
  type: 'object',
  properties: {
    sid: { ...sidSchema('KY'), xml: { name: 'Sid' } },
    friendly_name: text('FriendlyName'),
    role: text('Role', { enum: ['administrator', 'developer', 'viewer'] }),
    date_created: { ...DATE, xml: { name: 'DateCreated' } },
    expires_at: text('ExpiresAt', { format: 'date-time' }),
    secret: text('Secret', { description: 'Only in the answer that makes it.' }),
  },
  required: ['sid', 'friendly_name', 'role', 'date_created'],
  additionalProperties: false,
  xml: { name: 'Key' },
};

const domainAlias: Schema = {
  type: 'object',
  description: 'A further name of a SIP domain: it selects the domain, and nothing else.',
  properties: {
    name: text('Name'),
    sip_domain: text('SipDomain', { description: 'The domain that it selects.' }),
    account_sid: { ...sidSchema('AC'), xml: { name: 'AccountSid' } },
    uri: text('Uri'),
  },
  required: ['name', 'sip_domain', 'account_sid', 'uri'],
  additionalProperties: false,
  xml: { name: 'SipDomainAlias' },
};

const eventSchema = <K extends ResourceKind>(face: Face<K>): Schema => ({
  type: 'object',
  description: `One change of a ${face.title}. Holds no password in any form.`,
  properties: {
    version: { type: 'integer', minimum: 1, xml: { name: 'Version' } },
    revision: { type: 'integer', minimum: 1, xml: { name: 'Revision' } },
    type: {
      type: 'string',
      enum: ['Created', 'Updated', 'Deleted'].map((change) => `${face.kind}${change}`),
      xml: { name: 'Type' },
    },
    recorded_at: { type: 'string', format: 'date-time', xml: { name: 'RecordedAt' } },
    changed: {
      type: 'array',
      items: {
        type: 'string',
        enum: [...face.fields.map(({ json }) => json), 'domain'],
        description: 'domain: the SIP domain of its account has another name.',
        xml: { name: 'Field' },
      },
      xml: { name: 'Changed', wrapped: true },
    },
    state: { allOf: [{ $ref: `#/components/schemas/${face.element}` }], xml: { name: 'State' } },
  },
  required: ['version', 'revision', 'type', 'recorded_at', 'changed', 'state'],
  additionalProperties: false,
  xml: { name: 'Event' },
});

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
      description: 'Everything up to it is visible there, of what lies on the resource’s partition.',
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
    'Which units have the last change of a resource. May be late, never early. In XML, what is null is absent.',
  properties: {
    sid: {
      type: ['string', 'null'] as unknown as 'string',
      pattern: '^(CL|AP|PN|AC)[0-9a-f]{32}$',
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

const ofFace = <K extends ResourceKind>(face: Face<K>): Readonly<Record<string, Schema>> => ({
  [face.element]: resourceSchema(face),
  [`${face.title}Event`]: eventSchema(face),
});

/** The document's schemas by name. */
export const SCHEMAS: Readonly<Record<string, Schema>> = {
  ...ofFace(clientFace),
  ...ofFace(applicationFace),
  ...ofFace(numberFace),
  ...ofFace(webhookFace),
  ...recordSchemas(callFace),
  ...recordSchemas(messageFace),
  ...recordSchemas(notificationFace),
  Account: account,
  Key: key,
  SipDomainAlias: domainAlias,
  Propagation: propagation,
  Unit: unit,
  Problem: problem,
};
