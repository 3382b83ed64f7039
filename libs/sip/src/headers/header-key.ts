/**
 * The canonical name of a header: lower case, long form (`via`, never `Via` or `v`). The type refuses capitals at
 * compile time; names from elsewhere go through {@link headerKey}.
 */
export type HeaderKey = Lowercase<string>;

/** Compact forms in the IANA registry of SIP header fields. */
const COMPACT: ReadonlyMap<string, HeaderKey> = new Map<string, HeaderKey>([
  ['a', 'accept-contact'],
  ['b', 'referred-by'],
  ['c', 'content-type'],
  ['d', 'request-disposition'],
  ['e', 'content-encoding'],
  ['f', 'from'],
  ['i', 'call-id'],
  ['j', 'reject-contact'],
  ['k', 'supported'],
  ['l', 'content-length'],
  ['m', 'contact'],
  ['n', 'identity-info'],
  ['o', 'event'],
  ['r', 'refer-to'],
  ['s', 'subject'],
  ['t', 'to'],
  ['u', 'allow-events'],
  ['v', 'via'],
  ['x', 'session-expires'],
  ['y', 'identity'],
]);

const lowerCase = (name: string): HeaderKey => name.toLowerCase() as HeaderKey;

/** A spelling of a header name and what it stands for. */
export interface UsualName {
  readonly key: HeaderKey;
  readonly name: string;
}

/** Spellings that nearly every message uses. */
const USUAL: readonly UsualName[] = [
  ...[...COMPACT].map(([name, key]) => ({ key, name })),
  ...[
    'Accept',
    'Allow',
    'Allow-Events',
    'Authorization',
    'CSeq',
    'Call-ID',
    'Contact',
    'Content-Length',
    'Content-Type',
    'Date',
    'Event',
    'Expires',
    'From',
    'Max-Forwards',
    'Min-Expires',
    'Path',
    'Proxy-Authenticate',
    'Proxy-Authorization',
    'Proxy-Require',
    'Record-Route',
    'Require',
    'Retry-After',
    'Route',
    'Server',
    'Session-Expires',
    'Subject',
    'Supported',
    'To',
    'User-Agent',
    'Via',
    'WWW-Authenticate',
  ].map((name) => ({ key: lowerCase(name), name })),
];

const BUCKETS_PER_LENGTH = 32;
const bucketOf = (length: number, firstCode: number): number =>
  length * BUCKETS_PER_LENGTH + (firstCode & 31);

/** The usual names by length and first letter: one or two each. */
const buckets: UsualName[][] = [];
for (const usual of USUAL) {
  (buckets[bucketOf(usual.name.length, usual.name.charCodeAt(0))] ??= []).push(usual);
}

/**
 * The usual name that is `text` from `from` to before `to`, or undefined. Found without cutting the name out, changing its
 * case or checking its characters, which is what most header lines would cost otherwise.
 */
export const usualNameAt = (text: string, from: number, to: number): UsualName | undefined => {
  const bucket = buckets[bucketOf(to - from, text.charCodeAt(from))];
  if (bucket === undefined) return undefined;
  for (const usual of bucket) if (text.startsWith(usual.name, from)) return usual;
  return undefined;
};

/** The canonical name of a header as spelled anywhere: case folded, compact form expanded (RFC 3261 §7.3.3). */
export const headerKey = (name: string): HeaderKey => {
  const usual = usualNameAt(name, 0, name.length);
  if (usual !== undefined) return usual.key;
  const key = lowerCase(name);
  return COMPACT.get(key) ?? key;
};
