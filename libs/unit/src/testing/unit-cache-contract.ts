import { afterEach, beforeEach, describe } from '@jest/globals';
import { applyingContract } from './applying-contract.ts';
import { badRecordsContract } from './bad-records-contract.ts';
import { CacheWorld } from './cache-world.ts';
import { gateContract } from './gate-contract.ts';
import { holdingContract } from './holding-contract.ts';
import { kindsContract } from './kinds-contract.ts';
import { marksContract } from './marks-contract.ts';
import { revocationContract } from './revocation-contract.ts';
import type { CacheSubject } from './subject.ts';

/** What a unit cache does with the log's records, on whatever store; run it for each adapter. */
export const unitCacheContract = (name: string, subject: CacheSubject): void => {
  describe(`unit cache: ${name}`, () => {
    let world: CacheWorld;

    beforeEach(() => {
      world = new CacheWorld(subject);
    });

    afterEach(() => world.dispose());

    describe('applying', () => applyingContract(() => world));
    describe('holding', () => holdingContract(() => world));
    describe('waiting for the canaries', () => gateContract(() => world));
    describe('bad records', () => badRecordsContract(() => world));
    describe('revocation', () => revocationContract(() => world));
    describe('marks', () => marksContract(() => world));
    describe('other kinds', () => kindsContract(() => world));
  });
};
