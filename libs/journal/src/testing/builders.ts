// What may be used outside Jest too: by programs that tests start, and by benchmarks.
export { appendOne, created, gapsOf, mustAppend, readAll, storedAs } from './appending.ts';
export { ACCOUNT, claimOf, creation, deletionOf, updateOf } from './client-events.ts';
export { clientRow, nextRow } from './client-rows.ts';
