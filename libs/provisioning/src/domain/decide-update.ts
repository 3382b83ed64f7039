import type { ResourceKind, ResourceStates } from '@tandem/contracts';
import type { DecisionMeta, UpdateCommand, UpdateDecision } from './decisions.ts';
import type { Definition, Wanted } from './definition.ts';
import { newPassword } from './new-password.ts';
import type { LiveResource, NewPassword, Resource } from './resource.ts';

/**
 * The new password, or null if it is the one that the resource has: a provisioning tool that sends a whole Client again
 * must not sign phones off. Digests that cannot be opened here count as different, so that setting a password heals them.
 */
const changedPassword = <K extends ResourceKind>(
  definition: Definition<K>,
  resource: LiveResource<K>,
  text: string | undefined,
): NewPassword | null => {
  const wanted = newPassword(definition, resource, text);
  return resource.credentials?.sha256 === wanted?.credentials.sha256 ? null : wanted;
};

/** Time never runs back within a resource, whatever the machine's clock does. */
const notBefore = ({ dateUpdated }: { readonly dateUpdated: string }, now: number): number =>
  Math.max(now, Date.parse(dateUpdated));

/** A state with other settings is a state of the same kind. */
const applied = <K extends ResourceKind>(
  state: ResourceStates[K],
  { settings }: Wanted<K>,
): ResourceStates[K] => ({ ...state, ...settings });

const differing = <S extends object>(before: S, after: S): readonly string[] =>
  (Object.keys(after) as (keyof S & string)[]).filter((name) => after[name] !== before[name]);

/**
 * A partial update: only what the request names changes. Judged in the order of RFC 9110 §13.2.1: is it there, do its
 * preconditions hold, is its content right. One that changes nothing makes no event and no version: nothing would have
 * to propagate, and a repeated request is as harmless as HTTP says of PUT.
 */
export const decideUpdate = <K extends ResourceKind>(
  definition: Definition<K>,
  resource: Resource<K>,
  { fields, ifVersions }: UpdateCommand,
  { now, applicationExists }: DecisionMeta,
): UpdateDecision<K> => {
  if (resource.kind !== 'live') return { kind: 'not-found' };
  const { version, state } = resource;
  if (ifVersions !== undefined && !ifVersions.includes(version)) return { kind: 'version-mismatch', version };
  const wanted = definition.update(state, fields, applicationExists);
  if (!wanted.ok) return { kind: 'invalid', problems: wanted.error };
  const password = changedPassword(definition, resource, wanted.value.password);
  const after = applied(state, wanted.value);
  const changed = [...differing(state, after), ...(password === null ? [] : ['password'])];
  if (changed.length === 0) return { kind: 'unchanged' };
  const at = notBefore(state, now);
  const claim = definition.claimByUpdate?.(state, after) ?? null;
  return {
    kind: 'append',
    event: {
      type: `${definition.kind}Updated`,
      change: 'updated',
      at,
      changed,
      state: { ...after, dateUpdated: new Date(at).toISOString() },
      password,
      ...(claim !== null && { claim }),
    },
  };
};
