import { messageOf } from '@tandem/kernel';
import type { Fault, Victim } from '../faults/index.ts';
import { pickOf } from '../faults/fault.ts';
import type { ChaosOptions } from './options.ts';
import { runFaults } from './run-faults.ts';
import type { FaultReport } from './run-faults.ts';

/** Which faults are injected together, one list after another; mixed ones are those that can be had side by side. */
const planOf = (
  { faults, mixed, rounds }: ChaosOptions,
  { random }: Victim,
): readonly (readonly Fault[])[] => {
  const alone = faults.map((fault) => [fault]);
  const pairs = (): readonly (readonly Fault[])[] =>
    Array.from({ length: faults.length > 1 ? mixed : 0 }, () => pairOf(faults, random));
  return Array.from({ length: rounds }, () => [...alone, ...pairs()]).flat();
};

/** Two faults may want the same process down: of each kind of victim only one. */
const VICTIMS: readonly (readonly [victim: string, faults: RegExp])[] = [
  ['unit', /^(kill-unit|backlog|disk-full)$/],
  ['provisioning', /^(kill-provisioning|kill-leader|paused-leader|log-recreated|clock-jump)$/],
  ['broker', /^(broker-|connections-cut|lost-response|repeated-|corrupt-)/],
  ['database', /^mongo-/],
];

const victimOf = ({ name }: Fault): string => VICTIMS.find(([, faults]) => faults.test(name))?.[0] ?? name;

const pairOf = (faults: readonly Fault[], random: Victim['random']): readonly Fault[] => {
  const first = pickOf(random, faults);
  // The log is made anew with all of provisioning down, and the clock jumps on units too: nothing goes beside these.
  const solitary = (fault: Fault): boolean => /^(log-recreated|clock-jump|backlog)$/.test(fault.name);
  if (solitary(first)) return [first];
  const others = faults.filter((fault) => victimOf(fault) !== victimOf(first) && !solitary(fault));
  return others.length === 0 ? [first] : [first, pickOf(random, others)];
};

export type ChaosEvent =
  | { readonly kind: 'skipped'; readonly fault: string; readonly why: string }
  | { readonly kind: 'done'; readonly report: FaultReport }
  | { readonly kind: 'failed'; readonly faults: readonly string[]; readonly why: string };

/** Injects what was asked for and tells of each when it is judged; a fault that is not recovered from ends it. */
export const runChaos = async (
  options: ChaosOptions,
  victim: Victim,
  tell: (event: ChaosEvent) => void,
): Promise<void> => {
  let number = 0;
  for (const faults of planOf(options, victim)) {
    number += 1;
    const lacking = faults.flatMap((fault) => {
      const why = fault.lacks?.(victim) ?? null;
      return why === null ? [] : [{ fault: fault.name, why }];
    });
    for (const { fault, why } of lacking) tell({ kind: 'skipped', fault, why });
    if (lacking.length > 0) continue;
    try {
      tell({ kind: 'done', report: await runFaults(victim, faults, `f${number}`) });
    } catch (error) {
      tell({ kind: 'failed', faults: faults.map(({ name }) => name), why: messageOf(error) });
      return;
    }
  }
};
