import { cacheStoreContract, unitCacheContract, unitCacheProperties } from '@tandem/unit/testing';
import { sqliteSubject } from '../testing/sqlite-subject.ts';

cacheStoreContract('sqlite', sqliteSubject);
unitCacheContract('sqlite', sqliteSubject);
unitCacheProperties('sqlite', sqliteSubject, 40);
