import {
  cacheStoreContract,
  memorySubject,
  unitCacheContract,
  unitCacheProperties,
} from '../testing/index.ts';

cacheStoreContract('memory', memorySubject);
unitCacheContract('memory', memorySubject);
unitCacheProperties('memory', memorySubject, 150);
