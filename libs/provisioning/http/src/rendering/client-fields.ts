import type { ClientField } from '@tandem/contracts';
import type { ClientView } from '@tandem/provisioning';
import { apiDate } from './date.ts';

export type Format = 'json' | 'xml';

/** One field of a Client's representation. */
export interface RepresentedField {
  readonly json: string;
  readonly xml: string;
  /** null = left out. */
  readonly of: (client: ClientView, format: Format) => string | null;
}

const ACCOUNTS = '/api/2012-04-24/Accounts';

/** A Client's `uri`, and where a creation's Location points. */
export const clientUri = (client: ClientView, format: Format): string =>
  `${ACCOUNTS}/${client.accountSid}/Clients/${client.sid}${format === 'json' ? '.json' : ''}`;

export const accountUri = (sid: string, format: Format): string =>
  `${ACCOUNTS}/${sid}${format === 'json' ? '.json' : ''}`;

/** How each field of a Client's state is called on the outside. */
export const FIELD_NAMES: Readonly<Record<ClientField, { readonly json: string; readonly xml: string }>> = {
  dateCreated: { json: 'date_created', xml: 'DateCreated' },
  dateUpdated: { json: 'date_updated', xml: 'DateUpdated' },
  apiVersion: { json: 'api_version', xml: 'ApiVersion' },
  friendlyName: { json: 'friendly_name', xml: 'FriendlyName' },
  login: { json: 'login', xml: 'Login' },
  password: { json: 'password', xml: 'Password' },
  status: { json: 'status', xml: 'Status' },
  voiceUrl: { json: 'voice_url', xml: 'VoiceUrl' },
  voiceMethod: { json: 'voice_method', xml: 'VoiceMethod' },
  voiceFallbackUrl: { json: 'voice_fallback_url', xml: 'VoiceFallbackUrl' },
  voiceFallbackMethod: { json: 'voice_fallback_method', xml: 'VoiceFallbackMethod' },
  voiceApplicationSid: { json: 'voice_application_sid', xml: 'VoiceApplicationSid' },
};

/** The published fields in their published order (the samples of the Clients page); all of them text. */
export const CLIENT_FIELDS: readonly RepresentedField[] = [
  { json: 'sid', xml: 'Sid', of: ({ sid }) => sid },
  { ...FIELD_NAMES.dateCreated, of: ({ state }) => apiDate(state.dateCreated) },
  { ...FIELD_NAMES.dateUpdated, of: ({ state }) => apiDate(state.dateUpdated) },
  { json: 'account_sid', xml: 'AccountSid', of: ({ accountSid }) => accountSid },
  { ...FIELD_NAMES.apiVersion, of: ({ state }) => state.apiVersion },
  { ...FIELD_NAMES.friendlyName, of: ({ state }) => state.friendlyName },
  { ...FIELD_NAMES.login, of: ({ state }) => state.login },
  { ...FIELD_NAMES.password, of: ({ password }) => password },
  { ...FIELD_NAMES.status, of: ({ state }) => String(state.status) },
  { ...FIELD_NAMES.voiceUrl, of: ({ state }) => state.voiceUrl },
  { ...FIELD_NAMES.voiceMethod, of: ({ state }) => state.voiceMethod },
  { ...FIELD_NAMES.voiceFallbackUrl, of: ({ state }) => state.voiceFallbackUrl },
  { ...FIELD_NAMES.voiceFallbackMethod, of: ({ state }) => state.voiceFallbackMethod },
  { ...FIELD_NAMES.voiceApplicationSid, of: ({ state }) => state.voiceApplicationSid },
  { json: 'uri', xml: 'Uri', of: clientUri },
];
