import { overlaid, overlaidAccount } from '../model/revocation.ts';
import type { RevocationMode } from '../model/revocation.ts';
import type { CacheStore } from './cache-store.ts';
import { isAccount, isClient } from './lookup-name.ts';
import type { VisibleResource } from './rows.ts';

/** What lookups answer in place of what is visible: revocations that wait count at once, unless they are modelled. */
export const served = (
  store: CacheStore,
  resource: VisibleResource | null,
  mode: RevocationMode,
): VisibleResource | null => {
  if (resource === null || mode === 'modelled') return resource;
  const { event: visible } = resource;
  if (!isClient(visible) && !isAccount(visible)) return resource;
  const held = store.held.of(resource.event.sid);
  if (held.length === 0) return resource;
  const waiting = held.map(({ event }) => event);
  const event = isClient(visible)
    ? overlaid(
        visible,
        waiting.map((each) => (each !== null && isClient(each) ? each : null)),
      )
    : overlaidAccount(visible, waiting);
  return event === null ? null : { ...resource, event };
};
