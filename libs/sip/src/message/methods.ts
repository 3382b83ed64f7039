/** Methods in the IANA registry (RFC 3261, 3262, 3265, 3311, 3428, 3515, 3903, 6086). */
const REGISTERED: ReadonlySet<string> = new Set([
  'ACK',
  'BYE',
  'CANCEL',
  'INFO',
  'INVITE',
  'MESSAGE',
  'NOTIFY',
  'OPTIONS',
  'PRACK',
  'PUBLISH',
  'REFER',
  'REGISTER',
  'SUBSCRIBE',
  'UPDATE',
]);

/**
 * Whether SIP has such a method, as spelled. A known method that is not served is 405 with Allow; an unknown one is 501
 * (RFC 3261 §21.5.2: "the server does not recognize the request method").
 */
export const isKnownMethod = (method: string): boolean => REGISTERED.has(method);
