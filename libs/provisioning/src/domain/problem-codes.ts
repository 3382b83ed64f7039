/** What a problem code says to a caller: what is wrong in general, and what to do about it. */
export interface ProblemCode {
  readonly title: string;
  readonly remedy: string;
}

const code = (title: string, remedy: string): ProblemCode => ({ title, remedy });

/**
 * The published codes of what can be wrong with a request's fields: 213xx. The HTTP layer's catalogue and docs list them
 * from here. A number is never given another meaning.
 */
export const PROBLEM_CODES = {
  21301: code('Login is missing', 'Send Login: the name with which the phone registers.'),
  21302: code('Login is too long', 'Use a Login of at most 64 characters.'),
  21303: code(
    'Login is not a valid user name',
    "Use letters, digits and - _ . ! ~ * ' ( ) & = + $ , ; or %HH escapes (userinfo of RFC 2396, without a colon).",
  ),
  21304: code(
    'Password is missing',
    'Send Password: the secret with which the phone registers. It cannot be empty.',
  ),
  21305: code('Password is too long', 'Use a Password of at most 128 characters.'),
  21306: code('Status is neither 0 nor 1', 'Send Status 1 to enable the Client or 0 to disable it.'),
  21307: code('The HTTP method is neither GET nor POST', 'Send GET or POST.'),
  21308: code(
    'The URL is not an absolute http or https URL',
    'Send the whole URL, as in https://example.com/voice.',
  ),
  21309: code('The URL is too long', 'Use a URL of at most 2048 characters.'),
  21310: code(
    'Not an Application sid',
    'Send the sid of an Application: AP and 32 lower-case hexadecimal digits.',
  ),
  21311: code(
    'No such Application',
    'Send the sid of an Application of the same account, or leave the field empty.',
  ),
  21312: code('FriendlyName is too long', 'Use a FriendlyName of at most 64 characters.'),
  21313: code(
    'The value has characters that cannot be stored',
    'Remove control characters (NUL, line breaks, tabs) and halves of surrogate pairs.',
  ),
  21314: code(
    'The Idempotency-Key cannot be used',
    'Send 1 to 255 printable ASCII characters, a fresh random one per creation.',
  ),
  21320: code('FriendlyName is missing', 'Send FriendlyName: what people call it. It cannot be empty.'),
  21321: code('Kind is neither voice nor sms', 'Send Kind voice for calls or sms for texts.'),
  21322: code(
    'RcmlUrl and the URL of the Kind differ',
    'Send one of the two: RcmlUrl is another name for VoiceUrl (Kind voice) or SmsUrl (Kind sms).',
  ),
  21330: code('PhoneNumber is missing', 'Send PhoneNumber: the number that callers dial.'),
  21331: code(
    'Not a phone number',
    'Send the whole number with its country code, as in +15105551234, or IsSIP=true for a short code or a SIP name.',
  ),
  21332: code('Neither true nor false', 'Send true or false.'),
  21333: code(
    'Not a short code or SIP name',
    "Use at most 64 letters, digits and - _ . ! ~ * ' ( ) & = + $ , ; or %HH escapes.",
  ),
  21340: code('Not an e-mail address', 'Send one such as ops@example.com, of at most 254 characters.'),
  21341: code('Status is not one of an account', 'Send active, suspended or closed.'),
  21342: code('Role is unknown', 'Send administrator, developer or viewer.'),
  21343: code(
    'Not the name of a SIP domain',
    'Send a host name of your own such as sip.example.com, of at most 253 characters; no address, and not localhost.',
  ),
  21350: code('Not a point in time', 'Send one such as 2030-01-31T12:00:00Z.'),
  21360: code('From is missing', 'Send From: the number or name that the text comes from.'),
  21361: code('To is missing', 'Send To: the number or login that the text is for.'),
  21362: code('Body is missing', 'Send Body: what is to be read.'),
  21363: code('The number or name is too long', 'Use at most 64 characters.'),
  21364: code('Body is too long', 'Use a Body of at most 1600 characters, or send several texts.'),
  21370: code('Events is unknown', 'Send all, changes or propagation.'),
  21371: code('Status is not one of a webhook', 'Send active or disabled.'),
  21372: code('The account has 20 webhooks', 'Delete those that are not needed any more.'),
} as const satisfies Record<number, ProblemCode>;

export type ProblemCodeNumber = keyof typeof PROBLEM_CODES;
