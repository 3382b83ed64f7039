import { digestCredentials } from '@tandem/contracts';
import type { ClientField, ClientState } from '@tandem/contracts';
import { parseChanges } from './client-fields.ts';
import type { ClientChanges } from './client-fields.ts';
import type { Client, LiveClient, NewPassword } from './client.ts';
import type { DecisionMeta, UpdateCommand, UpdateDecision } from './decisions.ts';

/**
 * The new password, or null if it is the one that the Client has: a provisioning tool that sends the whole Client again
 * must not sign phones off. Digests that cannot be opened here count as different, so that setting a password heals them.
 */
const newPassword = (client: LiveClient, text: string | undefined): NewPassword | null => {
  if (text === undefined) return null;
  const { domain, state } = client;
  const credentials = digestCredentials({ login: state.login, domain, password: text });
  return client.credentials?.sha256 === credentials.sha256 ? null : { credentials, text };
};

const applied = (state: ClientState, changes: ClientChanges): ClientState => {
  const { password: _password, friendlyName, ...settings } = changes;
  return {
    ...state,
    ...settings,
    ...(friendlyName !== undefined && { friendlyName: friendlyName ?? state.login }),
  };
};

const differing = (before: ClientState, after: ClientState): ClientField[] =>
  (Object.keys(after) as (keyof ClientState)[]).filter((name) => after[name] !== before[name]);

/** Time never runs back within a Client, whatever the machine's clock does. */
const notBefore = (state: ClientState, now: number): number => Math.max(now, Date.parse(state.dateUpdated));

/**
 * A partial update: only what the request names changes. Judged in the order of RFC 9110 §13.2.1: is it there, do its
 * preconditions hold, is its content right. One that changes nothing makes no event and no version: nothing would have
 * to propagate, and a repeated request is as harmless as HTTP says of PUT.
 */
export const decideUpdate = (
  client: Client,
  { fields, ifVersions }: UpdateCommand,
  { now, applicationExists }: DecisionMeta,
): UpdateDecision => {
  if (client.kind !== 'live') return { kind: 'not-found' };
  const { version, state } = client;
  if (ifVersions !== undefined && !ifVersions.includes(version)) return { kind: 'version-mismatch', version };
  const changes = parseChanges(fields, applicationExists);
  if (!changes.ok) return { kind: 'invalid', problems: changes.error };
  const password = newPassword(client, changes.value.password);
  const after = applied(state, changes.value);
  const changed = [...differing(state, after), ...(password === null ? [] : (['password'] as const))];
  if (changed.length === 0) return { kind: 'unchanged' };
  const at = notBefore(state, now);
  return {
    kind: 'append',
    event: {
      type: 'ClientUpdated',
      at,
      changed,
      state: { ...after, dateUpdated: new Date(at).toISOString() },
      password,
    },
  };
};
