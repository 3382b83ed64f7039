import type { ResourceKind, ResourceState, ResourceStates } from '@tandem/contracts';
import type { CreateCommand, CreateDecision, CreateMeta } from './decisions.ts';
import type { Definition, Wanted } from './definition.ts';
import { newPassword } from './new-password.ts';
import type { Resource } from './resource.ts';

/** The published version of the Management API, and of the RCML that calls speak. */
const API_VERSION = '2012-04-24';

/** What a kind's settings are, with what all states have, is a state of that kind. */
const initialState = <K extends ResourceKind>({ settings }: Wanted<K>, at: string): ResourceStates[K] =>
  ({
    ...settings,
    apiVersion: API_VERSION,
    dateCreated: at,
    dateUpdated: at,
  }) as unknown as ResourceStates[K];

/** Against a resource that was not there, everything that it now has was changed. */
const given = (state: ResourceState): readonly string[] => {
  const { dateCreated: _created, dateUpdated: _updated, apiVersion: _version, ...fields } = state;
  return Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [name]));
};

/**
 * Creates a resource. A stream that has one already was made under the same Idempotency-Key: the same request gets the
 * same answer for as long as the journal lasts, also after the resource was deleted; any other is refused.
 */
export const decideCreate = <K extends ResourceKind>(
  definition: Definition<K>,
  resource: Resource<K>,
  { fields, requestHmac, tokens }: CreateCommand,
  { now, domain, accountSid, applicationExists }: CreateMeta,
): CreateDecision<K> => {
  if (resource.kind !== 'none') {
    const same = requestHmac !== null && resource.requestHmac === requestHmac;
    return { kind: same ? 'replayed' : 'key-reused' };
  }
  const wanted = definition.create(fields, applicationExists, accountSid);
  if (!wanted.ok) return { kind: 'invalid', problems: wanted.error };
  const state = initialState(wanted.value, new Date(now).toISOString());
  const own = definition.ownDomain?.(state) ?? domain;
  const password = newPassword(definition, { state, domain: own }, wanted.value.password);
  return {
    kind: 'append',
    event: {
      type: `${definition.kind}Created`,
      change: 'created',
      at: now,
      domain: own,
      requestHmac,
      changed: [...given(state), ...(password === null ? [] : ['password'])],
      state,
      password,
      ...(tokens !== undefined && { tokens }),
    },
  };
};
