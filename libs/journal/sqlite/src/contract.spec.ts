import {
  journalContract,
  leaseContract,
  cursorContract,
  logMemoryContract,
  readModelContract,
} from '@tandem/journal/testing';
import { sqliteUnderTest } from './testing/sqlite-store.ts';

journalContract('SQLite', sqliteUnderTest);
readModelContract('SQLite', sqliteUnderTest);
leaseContract('SQLite', sqliteUnderTest);
cursorContract('SQLite', sqliteUnderTest);
logMemoryContract('SQLite', sqliteUnderTest);
