import { describe } from '@jest/globals';
import { appendContract } from './journal/append.contract.ts';
import { claimsContract } from './journal/claims.contract.ts';
import { gapsContract } from './journal/gaps.contract.ts';
import { idempotencyContract } from './journal/idempotency.contract.ts';
import { interleavingContract } from './journal/interleaving.contract.ts';
import { stormContract } from './journal/storm.contract.ts';
import { versionsContract } from './journal/versions.contract.ts';
import { useSubject } from './store-subject.ts';
import type { StoreUnderTest } from './store-subject.ts';

/** What every adapter of `Journal` must do: a test for each sentence of the journal's design (docs/DESIGN.md). */
export const journalContract = (name: string, underTest: StoreUnderTest): void => {
  describe(`the journal of ${name}`, () => {
    const subject = useSubject(underTest);
    appendContract(subject);
    versionsContract(subject);
    idempotencyContract(subject);
    claimsContract(subject);
    gapsContract(subject);
    interleavingContract(subject, underTest.steps);
    stormContract(subject);
  });
};
