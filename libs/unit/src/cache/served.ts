import { overlaid } from '../model/revocation.ts';
import type { RevocationMode } from '../model/revocation.ts';
import type { CacheStore } from './cache-store.ts';
import { isClient } from './lookup-name.ts';
import type { VisibleResource } from './rows.ts';

/** What lookups answer in place of what is visible: revocations that wait count at once, unless they are modelled. */
export const served = (
  store: CacheStore,
  resource: VisibleResource | null,
  mode: RevocationMode,
): VisibleResource | null => {
  if (resource === null || mode === 'modelled' || !isClient(resource.event)) return resource;
  const held = store.held.of(resource.event.sid);
  if (held.length === 0) return resource;
  const event = overlaid(
    resource.event,
    held.map(({ event: waiting }) => (waiting !== null && isClient(waiting) ? waiting : null)),
  );
  return event === null ? null : { ...resource, event };
};
