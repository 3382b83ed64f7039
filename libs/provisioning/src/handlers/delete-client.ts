import type { ClientRow } from '@tandem/journal';
import type { DeleteClient } from '../client-commands.ts';
import type { DeleteOutcome } from '../client-outcomes.ts';
import { decideDelete } from '../domain/decide-delete.ts';
import { changeClient } from './change-client.ts';
import { viewOf } from './client-view.ts';
import type { Context } from './context.ts';

/** The delete is durable already: a login that cannot be released now is released by the relay, before it goes on. */
const releaseLogin = async ({ journal, onClaimKept }: Context, row: ClientRow): Promise<void> => {
  try {
    await journal.releaseClaim(row.createdRevision);
  } catch (error) {
    onClaimKept(row.sid, error);
  }
};

/** Deletes a Client for good and answers with its last representation; its login is free when this resolves. */
export const deleteClient = async (context: Context, command: DeleteClient): Promise<DeleteOutcome> => {
  const { ifVersions } = command;
  const change = await changeClient(context, command, (client) =>
    decideDelete(client, { type: 'DeleteClient', ifVersions }, { now: context.clock.now() }),
  );
  if (change.kind === 'undecided') return change;
  if (change.kind === 'decided') return change.decision;
  const { event, before } = change;
  await releaseLogin(context, before);
  const { version, revision } = event;
  return { kind: 'deleted', client: { ...viewOf(context, before), version, revision }, revision };
};
