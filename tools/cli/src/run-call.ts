import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { CLIENTS, KINDS } from './kinds.ts';
import type { Kind } from './kinds.ts';
import type { ApiAnswer, ApiFailure, ApiRequest, ManagementApi } from './management-api.ts';
import type { Call } from './parse-arguments.ts';

type Outcome<T> = Promise<Result<T, ApiFailure>>;

const query = (fields: Readonly<Record<string, string>>): string => {
  const text = new URLSearchParams(fields).toString();
  return text === '' ? '' : `?${text}`;
};

/** By its sid, or the one that it is called by: of several of one name none is meant. */
const sidOf = async (api: ManagementApi, kind: Kind, target: string): Outcome<string> => {
  if (kind.sid.test(target)) return ok(target);
  const { collection, title, name } = kind;
  const path = `/${collection}.json${query({ [name.parameter]: target })}`;
  const found = await api.ask({ method: 'GET', path });
  if (!found.ok) return found;
  const [first, ...others] = found.value.body as readonly { readonly sid: string }[];
  const which = `with the ${name.what} ${target}`;
  if (first === undefined) return err({ kind: 'refused', why: `the account has no ${title} ${which}` });
  if (others.length === 0) return ok(first.sid);
  return err({ kind: 'refused', why: `the account has ${others.length + 1} ${which}; give a sid` });
};

/** The request of each command on one resource, by its path. */
const ON_ONE: Readonly<Record<string, (path: string, call: Call) => ApiRequest>> = {
  get: (path) => ({ method: 'GET', path: `${path}.json` }),
  update: (path, { fields, waitSeconds }) => ({
    ...{ method: 'POST', path: `${path}.json` },
    ...{ fields, waitSeconds },
  }),
  delete: (path, { waitSeconds, force }) => ({
    ...{ method: 'DELETE', path: `${path}.json${force ? '?Force=true' : ''}` },
    waitSeconds,
  }),
  history: (path) => ({ method: 'GET', path: `${path}/Events.json` }),
  receipt: (path) => ({ method: 'GET', path: `${path}/Propagation.json` }),
};

const onAll = ({ collection }: Kind, { verb, fields, waitSeconds }: Call & { verb: string }): ApiRequest => {
  const path = `/${collection}.json`;
  return verb === 'list'
    ? { method: 'GET', path: `${path}${query(fields)}` }
    : { method: 'POST', path, fields, waitSeconds };
};

const onAccount = ({ verb, fields, grace, waitSeconds, force }: Call & { verb: string }): ApiRequest => {
  switch (verb) {
    case 'list':
      return { method: 'GET', path: `.json${query(fields)}`, above: true };
    case 'create':
      return { method: 'POST', path: '.json', above: true, fields, waitSeconds };
    case 'update':
      return { method: 'POST', path: `.json${force ? '?Force=true' : ''}`, fields, waitSeconds };
    case 'rotate-token':
      return {
        method: 'POST',
        path: `/AuthToken.json${grace === null ? '' : query({ GracePeriod: grace })}`,
      };
    default:
      return { method: 'GET', path: '.json' };
  }
};

/** Receipts are of any kind, which a sid tells. */
const kindOf = (noun: string, target: string | null): Kind | undefined =>
  noun === 'receipts'
    ? (KINDS.find(({ sid }) => sid.test(target ?? '')) ?? CLIENTS)
    : KINDS.find((kind) => kind.noun === noun);

/** Asks the Management API what a command wants to know or to have done. */
export const runCall = async (api: ManagementApi, call: Call): Outcome<ApiAnswer> => {
  const [noun = '', verb = ''] = call.command.split(' ');
  const kind = kindOf(noun, call.target);
  if (kind === undefined) return api.ask(onAccount({ ...call, verb }));
  const onOne = ON_ONE[noun === 'receipts' ? 'receipt' : verb];
  if (onOne === undefined || call.target === null) return api.ask(onAll(kind, { ...call, verb }));
  const sid = await sidOf(api, kind, call.target);
  return sid.ok ? api.ask(onOne(`/${kind.collection}/${sid.value}`, call)) : sid;
};
