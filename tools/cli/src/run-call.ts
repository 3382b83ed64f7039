import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import type { ApiAnswer, ApiFailure, ApiRequest, ManagementApi } from './management-api.ts';
import type { Call } from './parse-arguments.ts';

type Outcome<T> = Promise<Result<T, ApiFailure>>;

const SID = /^CL[0-9a-f]{32}$/;

const query = (fields: Readonly<Record<string, string>>): string => {
  const text = new URLSearchParams(fields).toString();
  return text === '' ? '' : `?${text}`;
};

const sidOf = async (api: ManagementApi, target: string): Outcome<string> => {
  if (SID.test(target)) return ok(target);
  const found = await api.ask({ method: 'GET', path: `/Clients.json${query({ Login: target })}` });
  if (!found.ok) return found;
  const [client] = found.value.body as readonly { readonly sid: string }[];
  if (client !== undefined) return ok(client.sid);
  return err({ kind: 'refused', why: `the account has no Client with the login ${target}` });
};

/** The request of each command on one Client, by its sid. */
const ON_CLIENT: Readonly<Record<string, (sid: string, call: Call) => ApiRequest>> = {
  'clients get': (sid) => ({ method: 'GET', path: `/Clients/${sid}.json` }),
  'clients update': (sid, { fields, waitSeconds }) => ({
    ...{ method: 'POST', path: `/Clients/${sid}.json` },
    ...{ fields, waitSeconds },
  }),
  'clients delete': (sid, { waitSeconds }) => ({
    ...{ method: 'DELETE', path: `/Clients/${sid}.json` },
    waitSeconds,
  }),
  'clients history': (sid) => ({ method: 'GET', path: `/Clients/${sid}/Events.json` }),
  'receipts get': (sid) => ({ method: 'GET', path: `/Clients/${sid}/Propagation.json` }),
};

const requestOf = ({ command, fields, waitSeconds }: Call): ApiRequest => {
  if (command === 'clients list') return { method: 'GET', path: `/Clients.json${query(fields)}` };
  if (command === 'clients create') return { method: 'POST', path: '/Clients.json', fields, waitSeconds };
  return { method: 'GET', path: '.json' };
};

/** Asks the Management API what a command wants to know or to have done. */
export const runCall = async (api: ManagementApi, call: Call): Outcome<ApiAnswer> => {
  const onClient = ON_CLIENT[call.command];
  if (onClient === undefined || call.target === null) return api.ask(requestOf(call));
  const sid = await sidOf(api, call.target);
  return sid.ok ? api.ask(onClient(sid.value, call)) : sid;
};
