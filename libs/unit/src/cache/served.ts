import { overlaid } from '../model/revocation.ts';
import type { RevocationMode } from '../model/revocation.ts';
import type { CacheStore } from './cache-store.ts';
import type { VisibleClient } from './rows.ts';

/** What lookups answer in place of what is visible: revocations that wait count at once, unless they are modelled. */
export const served = (
  store: CacheStore,
  client: VisibleClient | null,
  mode: RevocationMode,
): VisibleClient | null => {
  if (client === null || mode === 'modelled') return client;
  const held = store.held.of(client.event.sid);
  if (held.length === 0) return client;
  const event = overlaid(
    client.event,
    held.map(({ event: waiting }) => waiting),
  );
  return event === null ? null : { ...client, event };
};
