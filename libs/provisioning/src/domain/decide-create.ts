import { digestCredentials } from '@tandem/contracts';
import type { ClientField, ClientState } from '@tandem/contracts';
import { parseNewClient } from './client-fields.ts';
import type { NewClient } from './client-fields.ts';
import type { Client } from './client.ts';
import type { CreateCommand, CreateDecision, CreateMeta } from './decisions.ts';

/** The published version of the Management API, and of the RCML that a Client's calls speak. */
const API_VERSION = '2012-04-24';

const initialState = (wanted: NewClient, at: string): ClientState => ({
  login: wanted.login,
  friendlyName: wanted.friendlyName ?? wanted.login,
  status: wanted.status ?? 1,
  voiceUrl: wanted.voiceUrl ?? null,
  voiceMethod: wanted.voiceMethod ?? 'POST',
  voiceFallbackUrl: wanted.voiceFallbackUrl ?? null,
  voiceFallbackMethod: wanted.voiceFallbackMethod ?? 'POST',
  voiceApplicationSid: wanted.voiceApplicationSid ?? null,
  apiVersion: API_VERSION,
  dateCreated: at,
  dateUpdated: at,
});

/** Against a Client that was not there, everything that it now has was changed. */
const given = (state: ClientState): ClientField[] => {
  const { dateCreated: _created, dateUpdated: _updated, apiVersion: _version, ...fields } = state;
  const names = Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [name]));
  return [...(names as ClientField[]), 'password'];
};

/**
 * Creates a Client. A stream that has one already was made under the same Idempotency-Key: the same request gets the
 * same answer for as long as the journal lasts, also after the Client was deleted; any other is refused.
 */
export const decideCreate = (
  client: Client,
  { fields, requestHmac }: CreateCommand,
  { now, domain, applicationExists }: CreateMeta,
): CreateDecision => {
  if (client.kind !== 'none') {
    const same = requestHmac !== null && client.requestHmac === requestHmac;
    return { kind: same ? 'replayed' : 'key-reused' };
  }
  const wanted = parseNewClient(fields, applicationExists);
  if (!wanted.ok) return { kind: 'invalid', problems: wanted.error };
  const { login, password } = wanted.value;
  const state = initialState(wanted.value, new Date(now).toISOString());
  const credentials = digestCredentials({ login, domain, password });
  return {
    kind: 'append',
    event: {
      type: 'ClientCreated',
      at: now,
      domain,
      requestHmac,
      changed: given(state),
      state,
      password: { credentials, text: password },
    },
  };
};
