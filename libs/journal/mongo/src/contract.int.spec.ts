import { jest } from '@jest/globals';
import {
  journalContract,
  leaseContract,
  cursorContract,
  logMemoryContract,
  readModelContract,
} from '@tandem/journal/testing';
import { describeWithMongo } from '@tandem/stack/testing';
import { mongoUnderTest } from './testing/mongo-store.ts';

// Servers under test may share a small machine with everything else.
jest.setTimeout(60_000);

describeWithMongo('the contract suites', (uri) => {
  const underTest = mongoUnderTest(uri);
  journalContract('MongoDB', underTest);
  readModelContract('MongoDB', underTest);
  leaseContract('MongoDB', underTest);
  cursorContract('MongoDB', underTest);
  logMemoryContract('MongoDB', underTest);
});
