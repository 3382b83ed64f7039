import { afterEach, beforeEach } from '@jest/globals';
import type { Clock } from '@tandem/kernel';
import type { AppendStep, OnStep } from '../append-step.ts';
import type { JournalStore } from '../journal-store.ts';

export interface OpenOptions {
  readonly clock?: Clock;
  readonly onStep?: OnStep;
}

/** A database of one's own under test: what an adapter gives to the contract suites. */
export interface StoreSubject {
  /** Opens one more store on the same database, as one more provisioning instance would. */
  open(options?: OpenOptions): Promise<JournalStore>;
  /**
   * Leaves a revision below the head without an entry, as a writer does that dies after taking it.
   *
   * @returns that revision
   */
  makeGap(store: JournalStore): Promise<number>;
  /** Closes every store that was opened, and removes the database. */
  dispose(): Promise<void>;
}

/** An adapter, as the contract suites see it. */
export interface StoreUnderTest {
  /** Where its append can be held up. Every append passes all of them but `read-back`, which follows an error. */
  readonly steps: readonly AppendStep[];
  /** Makes an empty database. */
  create(): Promise<StoreSubject>;
}

/** A fresh subject for each test of the surrounding `describe`. */
export const useSubject = (underTest: StoreUnderTest): (() => StoreSubject) => {
  let subject: StoreSubject;
  beforeEach(async () => {
    subject = await underTest.create();
  });
  afterEach(() => subject.dispose());
  return () => subject;
};
