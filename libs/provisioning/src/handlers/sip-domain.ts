import type { ResourceRow } from '@tandem/journal';
import type { Sid } from '@tandem/kernel';
import type { DomainObstacle, UpdateAccount, UpdateAccountOutcome } from '../accounts/account-commands.ts';
import { ownerOf } from '../accounts/account-tree.ts';
import { accountDefinition } from '../domain/account-definition.ts';
import { sipDomainName } from '../domain/sip-domain.ts';
import type { Context } from './context.ts';
import { latestRow } from './get-resource.ts';
import { rowsOf } from './list-resources.ts';
import { updateResource } from './update-resource.ts';

/** Resources that an answer names. */
const NAMED = 10;

/** An account and those below it that share its SIP domain. */
export async function* sharing(context: Pick<Context, 'readModel'>, account: Sid): AsyncGenerator<Sid> {
  yield account;
  for await (const row of rowsOf(context, { kind: 'Account', accountSid: account })) {
    if (row.state.sipDomain === null) yield* sharing(context, row.sid);
  }
}

/** Clients and numbers are unique in a domain, by claims that do not move: the first of those that an account has. */
const populatedBy = async (context: Context, account: Sid): Promise<readonly Sid[]> => {
  const found: Sid[] = [];
  for await (const accountSid of sharing(context, account)) {
    for (const kind of ['Client', 'Number'] as const) {
      const page = { kind, accountSid, afterCreatedRevision: 0, limit: NAMED };
      found.push(...(await context.readModel.page(page)).map(({ sid }) => sid));
    }
    if (found.length >= NAMED) break;
  }
  return found.slice(0, NAMED);
};

/** The Clients of a domain whose digests cannot be made for another realm. */
const unreadable = async (context: Context, account: Sid): Promise<readonly Sid[]> => {
  const found: Sid[] = [];
  for await (const accountSid of sharing(context, account)) {
    for await (const { sid, password } of rowsOf(context, { kind: 'Client', accountSid })) {
      if (context.secrets.password(sid, password) === null) found.push(sid);
    }
  }
  return found;
};

/** Whether the name is that of the installation's own domain, which no account may have. */
export const isDefaultDomain = ({ accounts }: Pick<Context, 'accounts'>, name: string | undefined): boolean =>
  name?.toLowerCase() === accounts.defaultDomain.toLowerCase();

const obstacle = async (
  context: Context,
  { sid, state }: Pick<ResourceRow<'Account'>, 'sid' | 'state'>,
  { name, force }: { readonly name: string; readonly force: boolean },
): Promise<DomainObstacle | null> => {
  if (name === state.sipDomain) return null;
  if (isDefaultDomain(context, name)) return { kind: 'name-taken' };
  if (state.sipDomainMoving === true) return { kind: 'domain-moving' };
  if (state.sipDomain === null) {
    const users = await populatedBy(context, sid);
    return users.length === 0 ? null : { kind: 'domain-populated', users };
  }
  const clients = force ? [] : await unreadable(context, sid);
  if (clients.length === 0) return null;
  return { kind: 'passwords-unreadable', clients: clients.slice(0, NAMED), total: clients.length };
};

/**
 * Updates an account. One that gets another SIP domain keeps the name before as an alias; what it has is moved by and by
 * (`moveToDomain`).
 */
export const updateAccount = async (
  context: Context,
  { account, fields, ifVersions, force = false }: UpdateAccount,
): Promise<UpdateAccountOutcome> => {
  const name = sipDomainName('SipDomain', fields['SipDomain'] ?? '');
  const row = name.ok ? ((await latestRow(context, account.sid)) as ResourceRow<'Account'> | null) : null;
  const isWanted = row !== null && (ifVersions?.includes(row.version) ?? true);
  if (name.ok && isWanted) {
    const stands = await obstacle(context, row, { name: name.value, force });
    if (stands !== null) return stands;
  }
  return updateResource(context, accountDefinition, {
    accountSid: ownerOf(account),
    sid: account.sid,
    fields,
    ...(ifVersions !== undefined && { ifVersions }),
  });
};
