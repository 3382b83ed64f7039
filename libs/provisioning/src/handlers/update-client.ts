import type { ClientRow } from '@tandem/journal';
import type { UpdateClient } from '../client-commands.ts';
import type { UpdateOutcome } from '../client-outcomes.ts';
import { decideUpdate } from '../domain/decide-update.ts';
import { applicationCheck } from './application-check.ts';
import { changeClient, foundRow } from './change-client.ts';
import { viewOf, viewOfEvent } from './client-view.ts';
import type { Context } from './context.ts';

const asItIs = (context: Context, row: ClientRow): UpdateOutcome => ({
  kind: 'updated',
  client: viewOf(context, row),
  revision: row.revision,
});

/** Updates a Client; an update that changes nothing is answered with the Client as it is. */
export const updateClient = async (context: Context, command: UpdateClient): Promise<UpdateOutcome> => {
  const { accountSid, fields, ifVersions } = command;
  const applicationExists = await applicationCheck(context.applications, accountSid, fields);
  const change = await changeClient(context, command, (client) => {
    const meta = { now: context.clock.now(), applicationExists };
    return decideUpdate(client, { type: 'UpdateClient', fields, ifVersions }, meta);
  });
  if (change.kind === 'undecided') return change;
  if (change.kind === 'written') {
    const { event } = change;
    return { kind: 'updated', client: viewOfEvent(context, event), revision: event.revision };
  }
  const { decision, row } = change;
  return decision.kind === 'unchanged' ? asItIs(context, foundRow(row)) : decision;
};
