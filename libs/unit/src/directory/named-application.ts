import type { ApplicationEvent, ClientEvent } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import type { VisibleResource } from '../cache/rows.ts';

/** How long after a Client became visible its Application may still be on its way, milliseconds. */
export const APPLICATION_WAIT_MS = 10_000;

/**
 * The Application that a Client names, as a unit has it. The two travel on topics of their own, so either may come first,
 * and each waits for its own time.
 */
export type NamedApplication =
  /** The Client names none. */
  | { readonly kind: 'none' }
  | { readonly kind: 'served'; readonly application: VisibleResource<ApplicationEvent> }
  /** It may be on its way; milliseconds since the Unix epoch, until when calls wait for it. */
  | { readonly kind: 'awaited'; readonly sid: Sid; readonly until: number }
  /** It has not come, or was deleted: the fallback applies. */
  | { readonly kind: 'missing'; readonly sid: Sid };

/** What has become of the Application that a Client names. Pure. @param find the Application of a sid, as served */
export const namedApplication = (
  { event, appliedAt }: VisibleResource<ClientEvent>,
  find: (sid: Sid) => VisibleResource<ApplicationEvent> | null,
  now: number,
): NamedApplication => {
  const { voiceApplicationSid: sid } = event.state;
  if (sid === null) return { kind: 'none' };
  const application = find(sid);
  if (application !== null) return { kind: 'served', application };
  const until = appliedAt + APPLICATION_WAIT_MS;
  return now < until ? { kind: 'awaited', sid, until } : { kind: 'missing', sid };
};
