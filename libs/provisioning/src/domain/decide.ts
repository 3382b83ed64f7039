import { assertNever } from '@tandem/kernel';
import type { Client } from './client.ts';
import { decideCreate } from './decide-create.ts';
import { decideDelete } from './decide-delete.ts';
import { decideUpdate } from './decide-update.ts';
import type { ClientCommand, CreateMeta, Decision } from './decisions.ts';

/** Every rule of a Client's life: what a command means for a Client as it is now. Pure. */
export const decide = (client: Client, command: ClientCommand, meta: CreateMeta): Decision => {
  switch (command.type) {
    case 'CreateClient':
      return decideCreate(client, command, meta);
    case 'UpdateClient':
      return decideUpdate(client, command, meta);
    case 'DeleteClient':
      return decideDelete(client, command, meta);
    default:
      return assertNever(command);
  }
};
