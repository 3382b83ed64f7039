import type { ResourceKind } from '@tandem/contracts';
import type { DecisionMeta, DeleteCommand, DeleteDecision } from './decisions.ts';
import type { Definition } from './definition.ts';
import type { Resource } from './resource.ts';

/** Deletes a resource for good. */
export const decideDelete = <K extends ResourceKind>(
  { kind }: Definition<K>,
  resource: Resource<K>,
  { ifVersions }: DeleteCommand,
  { now }: Pick<DecisionMeta, 'now'>,
): DeleteDecision<K> => {
  if (resource.kind !== 'live') return { kind: 'not-found' };
  const { version, state } = resource;
  if (ifVersions !== undefined && !ifVersions.includes(version)) return { kind: 'version-mismatch', version };
  const at = Math.max(now, Date.parse(state.dateUpdated));
  return { kind: 'append', event: { type: `${kind}Deleted`, change: 'deleted', at, state } };
};
