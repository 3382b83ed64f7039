import { SID_PREFIXES } from '@tandem/contracts';
import type { ResourceKind } from '@tandem/contracts';
import type { ResourceRow } from '@tandem/journal';
import { isSid } from '@tandem/kernel';
import type { UpdateResource } from '../commands.ts';
import { decideUpdate } from '../domain/decide-update.ts';
import type { Definition } from '../domain/definition.ts';
import type { UpdateOutcome } from '../outcomes.ts';
import { applicationCheck } from './application-check.ts';
import { changeResource, foundRow } from './change-resource.ts';
import type { Context } from './context.ts';
import { viewOf, viewOfEvent } from './resource-view.ts';

const asItIs = <K extends ResourceKind>(context: Context, row: ResourceRow<K>): UpdateOutcome<K> => ({
  kind: 'updated',
  resource: viewOf(context, row),
  revision: row.revision,
});

type Refused<K extends ResourceKind> =
  | Exclude<ReturnType<typeof decideUpdate<K>>, { kind: 'append' }>
  | Extract<UpdateOutcome, { kind: 'name-taken' }>;

/** Updates a resource; an update that changes nothing is answered with the resource as it is. */
export const updateResource = async <K extends ResourceKind>(
  context: Context,
  definition: Definition<K>,
  command: UpdateResource,
): Promise<UpdateOutcome<K>> => {
  const { accountSid, sid, fields, ifVersions } = command;
  if (!isSid(sid, SID_PREFIXES[definition.kind])) return { kind: 'not-found' };
  const names = definition.applicationFields;
  const applicationExists = await applicationCheck(context, accountSid, { fields, names });
  const change = await changeResource<K, Refused<K>>(
    context,
    command,
    (resource) => {
      const meta = { now: context.clock.now(), applicationExists };
      return decideUpdate(definition, resource, { type: 'Update', fields, ifVersions }, meta);
    },
    () => ({ kind: 'name-taken' }),
  );
  if (change.kind === 'undecided') return change;
  if (change.kind === 'written') {
    const { event } = change;
    return { kind: 'updated', resource: viewOfEvent(context, event), revision: event.revision };
  }
  const { decision, row } = change;
  return decision.kind === 'unchanged' ? asItIs(context, foundRow(row)) : decision;
};
