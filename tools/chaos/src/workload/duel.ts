import { setTimeout as pause } from 'node:timers/promises';
import type { HistoryEvent } from '../history/events.ts';
import type { Target } from './target.ts';

const BETWEEN_MS = 500;
const CREATED = 201;

/** Has two creations of one login race, again and again, on two processes where there are two. */
export const duel = async (
  {
    target,
    name,
    record,
  }: { readonly target: Target; readonly name: string; readonly record: (event: HistoryEvent) => void },
  stopped: () => boolean,
): Promise<void> => {
  const { apis } = target;
  for (let turn = 0; !stopped(); turn += 1) {
    const login = `${name}-duel-${turn}`;
    const answers = await Promise.allSettled(apis.map(({ api }) => api.create(login, 'secret')));
    const winners = answers.filter(
      (answer) => answer.status === 'fulfilled' && answer.value.status === CREATED,
    ).length;
    record({ kind: 'duel', login, winners });
    await pause(BETWEEN_MS);
  }
};
