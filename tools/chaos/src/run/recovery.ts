import { runCommand } from '@tandem/e2e/testing';
import type { RunningStack } from '@tandem/e2e/testing';
import { waitFor } from '@tandem/testing';
import type { FinalClient } from '../history/check-api.ts';
import type { Violation } from '../history/violation.ts';
import { targetOf } from './target-of.ts';

const RECOVERED_MS = 90_000;
const OK = 200;

interface Status {
  readonly state: string;
  readonly conditions: readonly string[];
  readonly held: number;
}

/** Waits until every process is well again and shows everything. @returns how long it took, milliseconds */
export const recovered = async (stack: RunningStack): Promise<number> => {
  const begun = performance.now();
  const { apis, units } = targetOf(stack);
  let last = '';
  const well = async (): Promise<boolean> => {
    const states = await Promise.all([
      ...apis.map(async ({ name, api }) => {
        const answer = await fetch(`${api.url}/health/ready`);
        const { journal, relay } = (await answer.json()) as {
          readonly journal?: { readonly revision: number };
          readonly relay?: { readonly state: string; readonly revision: number };
        };
        const behind = relay?.state === 'LEADING' && relay.revision < (journal?.revision ?? Infinity);
        return answer.status === OK && !behind ? null : `${name}: ${JSON.stringify({ journal, relay })}`;
      }),
      ...units.map(async ({ name, pages }) => {
        const { body } = await pages.get<Status>('/status');
        const isWell = body.state === 'READY' && body.conditions.length === 0 && body.held === 0;
        return isWell ? null : `${name}: ${body.state} ${body.conditions.join(' ')} held ${body.held}`;
      }),
    ]);
    last = states.filter((state) => state !== null).join('; ');
    return last === '';
  };
  try {
    await waitFor(() => well().catch(() => false), {
      what: 'recovery',
      timeoutMs: RECOVERED_MS,
      intervalMs: 250,
    });
  } catch (error) {
    throw new Error(`no recovery: ${last}`, { cause: error });
  }
  return performance.now() - begun;
};

/** That journal, read model, log and every unit hold the same (G1, G2, G5). */
export const audited = async (stack: RunningStack): Promise<readonly Violation[]> => {
  const { apis, units } = targetOf(stack);
  const urls = units.flatMap(({ pages }) => ['--unit', pages.url]);
  const ran = await runCommand('audit', ['--api', apis[0]?.api.url ?? '', ...urls], {
    KAFKA_BROKERS: stack.kafka.brokers.join(','),
    TANDEM_DATA: stack.scratch('audit'),
  });
  return ran.code === 0
    ? []
    : [{ guarantee: 'G5', what: `the audit ended with ${ran.code}: ${ran.out}${ran.err}` }];
};

/** These Clients as the API has them at last. */
export const finalClients = async (
  stack: RunningStack,
  logins: readonly string[],
): Promise<readonly FinalClient[]> => {
  const { api } = stack;
  const found = await Promise.all(
    logins.map(async (login) => {
      const { body } = await api.call<readonly { readonly sid: string }[]>(
        'GET',
        `/Clients.json?Login=${login}`,
      );
      return Promise.all(
        body.map(async ({ sid }) => {
          const tag = (await api.read(sid)).headers.get('etag');
          return { login, sid, version: Number(tag?.replaceAll('"', '')) };
        }),
      );
    }),
  );
  return found.flat();
};
