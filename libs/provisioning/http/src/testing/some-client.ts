import type { ApiUnderTest } from './api-under-test.ts';
import { listPath } from './paths.ts';
import { clientOf } from './read-reply.ts';
import type { Fields } from './read-reply.ts';

let count = 0;

/** A Login that no other test has. */
export const freshLogin = (): string => `user${++count}`;

/** Creates a Client of the root account and gives its representation. */
export const someClient = async (
  api: ApiUnderTest,
  form: Readonly<Record<string, string>> = {},
): Promise<Fields & { readonly sid: string; readonly login: string }> => {
  const reply = await api.call('POST', `${listPath()}.json`, {
    form: { Login: freshLogin(), Password: 'secret', ...form },
  });
  if (reply.status !== 201) throw new Error(`no Client was made: ${reply.status} ${reply.text}`);
  return clientOf(reply) as Fields & { sid: string; login: string };
};
