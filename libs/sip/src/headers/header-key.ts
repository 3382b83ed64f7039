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

/** Spellings that nearly every message uses: found without lower-casing or checking each character. */
const USUAL: ReadonlyMap<string, HeaderKey> = new Map<string, HeaderKey>([
  ...COMPACT,
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
  ].map((name): [string, HeaderKey] => [name, lowerCase(name)]),
]);

function lowerCase(name: string): HeaderKey {
  return name.toLowerCase() as HeaderKey;
}

/** The canonical name of a header as spelled anywhere: case folded, compact form expanded (RFC 3261 §7.3.3). */
export const headerKey = (name: string): HeaderKey => {
  const usual = USUAL.get(name);
  if (usual !== undefined) return usual;
  const key = lowerCase(name);
  return COMPACT.get(key) ?? key;
};

/** The canonical name when `name` is one of the usual spellings, which need no further check of their characters. */
export const usualHeaderKey = (name: string): HeaderKey | undefined => USUAL.get(name);
