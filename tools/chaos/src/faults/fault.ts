import type { Member, RunningStack } from '@tandem/e2e/testing';
import type { Random } from '@tandem/kernel';

/** What a fault works on. */
export interface Victim {
  readonly stack: RunningStack;
  readonly random: Random;
  /** A directory that is a small disk of its own, which cp-2 keeps its cache on; null where none can be mounted. */
  readonly smallDisk: string | null;
}

/** Something that goes wrong, and is over when it resolves. */
export interface Fault {
  readonly name: string;
  /** Why it cannot be had here; null if it can. */
  readonly lacks?: (victim: Victim) => string | null;
  readonly inject: (victim: Victim) => Promise<void>;
}

export const pickOf = <T>(random: Random, from: readonly T[]): T =>
  from[Math.floor(random.float() * from.length)] as T;

const UNITS = ['cp-1', 'cp-2', 'sms-1'] as const;

export const someUnit = ({ stack, random }: Victim): Member => stack.member(pickOf(random, UNITS));
