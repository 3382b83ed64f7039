import {
  journalContract,
  leaseContract,
  logMemoryContract,
  readModelContract,
} from '@tandem/journal/testing';
import { describeWithMongo } from '@tandem/stack/testing';
import { mongoUnderTest } from './testing/mongo-store.ts';

describeWithMongo('the contract suites', (uri) => {
  const underTest = mongoUnderTest(uri);
  journalContract('MongoDB', underTest);
  readModelContract('MongoDB', underTest);
  leaseContract('MongoDB', underTest);
  logMemoryContract('MongoDB', underTest);
});
