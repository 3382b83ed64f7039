import type { UnitRuntime } from '@tandem/unit';
import { TandemError } from '@tandem/kernel';
import { perCpuSecond } from '../harness/per-cpu-second.ts';
import { userOf } from '../system/clients.ts';
import { SIP_DOMAIN } from '../system/constants.ts';
import { memoryUse } from './heap.ts';
import type { LookupPlan, Lookups } from './rebuild-questions.ts';

type Directory = UnitRuntime['directory'];

/** Coprime to every count used here: visits all Clients once, far apart from each other. */
const STRIDE = 7919;

const expectKind = (directory: Directory, login: string, kind: 'found' | 'unknown'): void => {
  const answer = directory.lookup(SIP_DOMAIN, login);
  if (answer.kind !== kind)
    throw new TandemError('CONTRACT_VIOLATION', `${login} is ${answer.kind}, not ${kind}`);
};

/** Asks a unit's directory as calls and registrations do. */
export const lookUp = (directory: Directory, { clients, cold, hot, hotRounds }: LookupPlan): Lookups => {
  const logins = Array.from({ length: cold }, (_, index) => userOf((index * STRIDE) % clients).login);
  const before = memoryUse().heap;
  const coldPerSecond = perCpuSecond(cold, () => {
    for (const login of logins) expectKind(directory, login, 'found');
  });
  const bytesAtHand = (memoryUse().heap - before) / directory.size;
  const unknownPerSecond = perCpuSecond(cold, () => {
    for (const login of logins) expectKind(directory, `no-${login}`, 'unknown');
  });
  const atHand = logins.slice(-hot);
  const hotPerSecond = perCpuSecond(hot * hotRounds, () => {
    for (let round = 0; round < hotRounds; round += 1) {
      for (const login of atHand) directory.lookup(SIP_DOMAIN, login);
    }
  });
  return {
    coldPerSecond,
    hotPerSecond,
    unknownPerSecond,
    bytesAtHand,
  };
};
