import type { Client } from './client.ts';
import type { DecisionMeta, DeleteCommand, DeleteDecision } from './decisions.ts';

/** Deletes a Client for good. */
export const decideDelete = (
  client: Client,
  { ifVersions }: DeleteCommand,
  { now }: Pick<DecisionMeta, 'now'>,
): DeleteDecision => {
  if (client.kind !== 'live') return { kind: 'not-found' };
  const { version, state } = client;
  if (ifVersions !== undefined && !ifVersions.includes(version)) return { kind: 'version-mismatch', version };
  const at = Math.max(now, Date.parse(state.dateUpdated));
  return { kind: 'append', event: { type: 'ClientDeleted', at, state } };
};
