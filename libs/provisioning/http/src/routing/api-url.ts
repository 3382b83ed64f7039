/** The path below which everything needs credentials. */
export const API_ROOT = '/2012-04-24';

const ROOT_SEGMENT = '2012-04-24';
const PREFIXES: readonly string[] = ['restcomm', 'api', 'call'];
const JSON_SUFFIX = '.json';
/** RFC 9112 §3.2.2: a server must accept the absolute form too. */
const ORIGIN = /^https?:\/\/[^/?#]*/i;

/** A request target of the Management API in its one canonical form. */
export interface ApiUrl {
  /** Path without prefix, `.json`, empty segments and trailing slash; the query as it came. */
  readonly url: string;
  /** What stood before the API's root: empty, `/restcomm`, `/api` or `/call`. */
  readonly prefix: string;
  /** Whether a segment ended in `.json`, which asks for JSON whatever Accept says. */
  readonly json: boolean;
  /** The path's AccountSid as sent (may be percent-encoded); null where the path has none. */
  readonly account: string | null;
  /** Whether the path is that of the account itself, not of something it has. */
  readonly isAccount: boolean;
}

const withoutSuffix = (segment: string): string =>
  segment.endsWith(JSON_SUFFIX) ? segment.slice(0, -JSON_SUFFIX.length) : segment;

/** Texts have two paths: `…/Messages` is `…/SMS/Messages`. */
const canonical = (segments: readonly string[]): readonly string[] =>
  segments[1] === 'Accounts' && /^Messages(\.csv)?$/.test(segments[3] ?? '')
    ? [...segments.slice(0, 3), 'SMS', ...segments.slice(3)]
    : segments;

/**
 * Reads a request target. Published SDKs put `.json` on any segment (`Clients.json/{sid}`) and send trailing slashes.
 * @returns null for a target outside the API, which stays as it is.
 */
export const parseApiUrl = (target: string): ApiUrl | null => {
  const local = target.replace(ORIGIN, '');
  const end = local.search(/[?#]/);
  const path = end === -1 ? local : local.slice(0, end);
  const raw = path.split('/').filter((segment) => segment !== '');
  const prefixed = PREFIXES.includes(raw[0] ?? '');
  const sent = prefixed ? raw.slice(1) : raw;
  const segments = canonical(sent.map(withoutSuffix).filter((segment) => segment !== ''));
  if (segments[0] !== ROOT_SEGMENT) return null;
  return {
    url: `/${segments.join('/')}${end === -1 ? '' : local.slice(end)}`,
    prefix: prefixed ? `/${raw[0] ?? ''}` : '',
    json: sent.some((segment) => segment.endsWith(JSON_SUFFIX)),
    account: segments[1] === 'Accounts' ? (segments[2] ?? null) : null,
    isAccount: segments[1] === 'Accounts' && segments.length === 3,
  };
};
