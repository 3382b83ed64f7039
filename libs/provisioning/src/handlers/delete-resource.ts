import { SID_PREFIXES } from '@tandem/contracts';
import type { ResourceKind } from '@tandem/contracts';
import { isSid } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { DeleteResource } from '../commands.ts';
import { decideDelete } from '../domain/decide-delete.ts';
import type { Definition } from '../domain/definition.ts';
import type { DeleteOutcome } from '../outcomes.ts';
import { changeResource } from './change-resource.ts';
import type { Context } from './context.ts';
import { releaseName } from './release-names.ts';
import { viewOf } from './resource-view.ts';

/** Users that an answer names. */
const NAMED_USERS = 10;

/** Those that name a resource, as far as the read model knows; one that begins to at this moment is not among them. */
const usersOf = async (
  { readModel }: Context,
  kinds: readonly ResourceKind[],
  { accountSid, sid }: DeleteResource,
): Promise<readonly Sid[]> => {
  const users: Sid[] = [];
  for (const kind of kinds) {
    const rows = await readModel.users(kind, sid, NAMED_USERS);
    users.push(...rows.filter((row) => row.accountSid === accountSid).map((row) => row.sid));
  }
  return users.slice(0, NAMED_USERS);
};

/** Deletes a resource for good and answers with its last representation; its name is free when this resolves. */
export const deleteResource = async <K extends ResourceKind>(
  context: Context,
  definition: Definition<K>,
  command: DeleteResource,
): Promise<DeleteOutcome<K>> => {
  const { sid, ifVersions, force = false } = command;
  if (!isSid(sid, SID_PREFIXES[definition.kind])) return { kind: 'not-found' };
  const users = force ? [] : await usersOf(context, definition.usedBy, command);
  if (users.length > 0) return { kind: 'in-use', users };
  const change = await changeResource<K, Exclude<ReturnType<typeof decideDelete<K>>, { kind: 'append' }>>(
    context,
    command,
    (resource) =>
      decideDelete(definition, resource, { type: 'Delete', ifVersions }, { now: context.clock.now() }),
  );
  if (change.kind === 'undecided') return change;
  if (change.kind === 'decided') return change.decision;
  const { event, before } = change;
  await releaseName(context, before);
  const { version, revision } = event;
  return { kind: 'deleted', resource: { ...viewOf(context, before), version, revision }, revision };
};
