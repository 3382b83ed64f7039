import { describe } from '@jest/globals';
import { kindsContract } from './read-model/kinds.contract.ts';
import { listingContract } from './read-model/listing.contract.ts';
import { pagingContract } from './read-model/paging.contract.ts';
import { upsertContract } from './read-model/upsert.contract.ts';
import { useSubject } from './store-subject.ts';
import type { StoreUnderTest } from './store-subject.ts';

/** What every adapter of `ReadModel` must do. */
export const readModelContract = (name: string, underTest: StoreUnderTest): void => {
  describe(`the read model of ${name}`, () => {
    const subject = useSubject(underTest);
    upsertContract(subject);
    listingContract(subject);
    pagingContract(subject);
    kindsContract(subject);
  });
};
