import type { UnitRuntime } from '@tandem/unit';
import { TandemError } from '@tandem/kernel';
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

const perSecond = (count: number, work: () => void): number => {
  const begun = performance.now();
  work();
  return (count / (performance.now() - begun)) * 1000;
};

const hotPerSecond = (directory: Directory, logins: readonly string[], seconds: number): number => {
  const begun = performance.now();
  let count = 0;
  for (; performance.now() - begun < seconds * 1000; count += logins.length) {
    for (const login of logins) directory.lookup(SIP_DOMAIN, login);
  }
  return (count / (performance.now() - begun)) * 1000;
};

/** Asks a unit's directory as calls and registrations do. */
export const lookUp = (directory: Directory, { clients, cold, hot, hotSeconds }: LookupPlan): Lookups => {
  const logins = Array.from({ length: cold }, (_, index) => userOf((index * STRIDE) % clients).login);
  const before = memoryUse().heap;
  const coldPerSecond = perSecond(cold, () => {
    for (const login of logins) expectKind(directory, login, 'found');
  });
  const bytesAtHand = (memoryUse().heap - before) / directory.size;
  const unknownPerSecond = perSecond(cold, () => {
    for (const login of logins) expectKind(directory, `no-${login}`, 'unknown');
  });
  return {
    coldPerSecond,
    hotPerSecond: hotPerSecond(directory, logins.slice(-hot), hotSeconds),
    unknownPerSecond,
    bytesAtHand,
  };
};
