import { setTimeout as pause } from 'node:timers/promises';
import type { HistoryEvent } from '../history/events.ts';
import type { Target } from './target.ts';

export interface ObserverOptions {
  readonly unit: Target['units'][number];
  readonly logins: readonly string[];
  readonly record: (event: HistoryEvent) => void;
}

const BETWEEN_MS = 5;
const AWAY_MS = 50;
const [OK, NOT_FOUND] = [200, 404];

/** Asks a unit for one login after the other, again and again. What is no answer (down, not yet) is no observation. */
export const observe = async (
  { unit, logins, record }: ObserverOptions,
  stopped: () => boolean,
): Promise<void> => {
  for (let turn = 0; !stopped(); turn += 1) {
    const login = logins[turn % logins.length] ?? '';
    const from = performance.now();
    try {
      const { status, body } = await unit.pages.client(login);
      const served = status === OK ? { sid: body.sid, revision: body.revision } : null;
      if (status === OK || status === NOT_FOUND) {
        record({ kind: 'unit', from, to: performance.now(), unit: unit.name, login, served });
      }
      await pause(BETWEEN_MS);
    } catch {
      await pause(AWAY_MS);
    }
  }
};
