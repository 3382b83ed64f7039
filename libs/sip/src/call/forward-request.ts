import type { HeaderField } from '../headers/header-bag.ts';
import { field, HeaderBag } from '../headers/header-bag.ts';
import { stampedVia } from '../message/stamp-via.ts';
import type { SipRequest, Source } from '../message/types.ts';

export interface Forwarding {
  /** Whom it came from, for the Via that it brought. */
  readonly source: Source;
  readonly requestUri: string;
  /** The Via put on top. */
  readonly via: string;
  /** The Record-Routes put on top, the first one first; none within a dialog. */
  readonly recordRoutes: readonly string[];
  /** What is left of the route. */
  readonly routes: readonly string[];
  /** As it goes on: one less. */
  readonly maxForwards: number;
  /** Option tags that are taken out of Supported. */
  readonly withoutOptions?: readonly string[];
}

/** Ours to see, and nobody's behind us: the credentials were for this element. */
const OWN = new Set(['route', 'max-forwards', 'proxy-authorization', 'proxy-require']);

const withoutOptions = (item: HeaderField, options: readonly string[]): readonly HeaderField[] => {
  if (item.key !== 'supported' || options.length === 0) return [item];
  const left = item.value.split(',').map((tag) => tag.trim());
  const kept = left.filter((tag) => tag !== '' && !options.includes(tag.toLowerCase()));
  return kept.length === 0 ? [] : [field(item.name, kept.join(', '))];
};

/**
 * A request as a proxy sends it on (RFC 3261 §16.6): a copy with another Request-URI, one hop less, our Via and Record-Route
 * on top, and the Via it came with stamped (§18.2.1). Everything else is as it came, byte for byte.
 */
export const forwardedRequest = (request: SipRequest, forwarding: Forwarding): SipRequest => {
  const {
    source,
    via,
    recordRoutes,
    routes,
    maxForwards,
    requestUri,
    withoutOptions: options = [],
  } = forwarding;
  let stamped = stampedVia(request, source);
  const copied = request.headers.fields.flatMap((item) => {
    if (OWN.has(item.key)) return [];
    if (item.key !== 'via' || stamped === undefined) return withoutOptions(item, options);
    const first = stamped === item.value ? item : field(item.name, stamped);
    stamped = undefined;
    return [first];
  });
  return {
    kind: 'request',
    method: request.method,
    requestUri,
    headers: new HeaderBag([
      field('Via', via),
      ...recordRoutes.map((value) => field('Record-Route', value)),
      ...routes.map((route) => field('Route', route)),
      field('Max-Forwards', String(maxForwards)),
      ...copied,
    ]),
    body: request.body,
  };
};
