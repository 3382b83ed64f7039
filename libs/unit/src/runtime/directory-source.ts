import type { DirectorySource } from '../directory/client-directory.ts';
import type { ActiveCache } from './active-cache.ts';
import type { UnitLife } from './unit-life.ts';

/** The cache that serves at the moment, and the unit's life, as a directory asks them. */
export const directorySource = (active: ActiveCache, life: UnitLife): DirectorySource => ({
  find: (domain, login) => active.cache.find(domain, login),
  account: (sid) => active.cache.findAccount(sid),
  accountOf: (clientSid) => active.cache.accountOf(clientSid),
  get complete() {
    return life.complete;
  },
  get catchingUp() {
    return life.catchingUp;
  },
});
