import type { ResourceKind } from '@tandem/contracts';
import type { ResourceRow } from '@tandem/journal';
import type { Sid } from '@tandem/kernel';
import { clientDefinition } from '../domain/client-definition.ts';
import type { Append } from '../domain/decisions.ts';
import { newPassword } from '../domain/new-password.ts';
import type { NewPassword, Resource, Updated } from '../domain/resource.ts';
import { changeResource } from './change-resource.ts';
import type { Context } from './context.ts';
import { rowsOf } from './list-resources.ts';
import { sharing } from './sip-domain.ts';

const KINDS = ['Client', 'Number', 'Application', 'Account'] as const satisfies readonly ResourceKind[];

/** It changed meanwhile, or is gone: the next look sees what it is now. */
interface Skipped {
  readonly kind: 'skipped';
}

const isClient = (row: ResourceRow): row is ResourceRow<'Client'> => 'login' in row.state;

/** The password in the realm of its new domain; null where no readable copy is kept: it needs a new one. */
const passwordIn = ({ secrets }: Context, row: ResourceRow, domain: string): NewPassword | null => {
  if (!isClient(row)) return null;
  const text = secrets.password(row.sid, row.password);
  return text === null ? null : newPassword(clientDefinition, { state: row.state, domain }, text);
};

const move = async <K extends ResourceKind>(
  context: Context,
  row: ResourceRow<K>,
  domain: string,
): Promise<void> => {
  const password = passwordIn(context, row, domain);
  const decideOn = (resource: Resource<K>): Append<Updated<K, NewPassword>> | Skipped => {
    if (resource.kind !== 'live' || resource.version !== row.version) return { kind: 'skipped' };
    const at = Math.max(context.clock.now(), Date.parse(resource.state.dateUpdated));
    const state = { ...resource.state, dateUpdated: new Date(at).toISOString() };
    const event = { change: 'updated', at, changed: ['domain'], state, password, domain } as const;
    // A row of a kind has events of that kind.
    const type = typeOf(row) as Updated<K>['type'];
    return { kind: 'append', event: { ...event, type } };
  };
  await changeResource<K, Skipped>(context, row, decideOn);
};

const typeOf = ({ state }: ResourceRow): string => {
  if ('login' in state) return 'ClientUpdated';
  if ('phoneNumber' in state) return 'NumberUpdated';
  return 'parentSid' in state ? 'AccountUpdated' : 'ApplicationUpdated';
};

/** Those with a SIP domain of their own are in it already. */
const isElsewhere = ({ state, domain: has }: ResourceRow, domain: string): boolean =>
  has !== domain && !('parentSid' in state && state.sipDomain !== null);

/**
 * Moves what an account and those that share its SIP domain have to that domain: Clients get digests for the new realm
 * where their passwords can be read. @returns how many there were
 */
export const moveToDomain = async (context: Context, account: Sid): Promise<number> => {
  const found = await context.accounts.find(account);
  if (found === null) return 0;
  const { sipDomain: domain } = found;
  let moved = 0;
  for await (const accountSid of sharing(context, account)) {
    for (const kind of KINDS) {
      for await (const row of rowsOf(context, { kind, accountSid })) {
        if (!isElsewhere(row, domain)) continue;
        moved += 1;
        await move(context, row, domain);
      }
    }
  }
  return moved;
};
