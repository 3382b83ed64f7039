/** One kind of resource as the commands have it. */
export interface Kind {
  /** The first word of its commands. */
  readonly noun: string;
  readonly title: string;
  /** The segment of its paths. */
  readonly collection: string;
  readonly sid: RegExp;
  /** What it is called by instead of its sid, and the parameter that looks for it. */
  readonly name: { readonly what: string; readonly argument: string; readonly parameter: string };
  /** Options that set its fields, by option; those of `fixed` only at its creation. */
  readonly fields: Readonly<Record<string, string>>;
  readonly fixed: readonly string[];
  /** Options that a list is filtered by. */
  readonly filters: readonly string[];
  readonly needs: string;
  /** Whether `delete` takes --force. */
  readonly forcible: boolean;
  /** Columns of a list: titles, and fields of the representation. */
  readonly columns: readonly (readonly [title: string, field: string])[];
}

const VOICE = {
  'voice-url': 'VoiceUrl',
  'voice-method': 'VoiceMethod',
  'voice-fallback-url': 'VoiceFallbackUrl',
  'voice-fallback-method': 'VoiceFallbackMethod',
} as const;

const SMS = {
  'sms-url': 'SmsUrl',
  'sms-method': 'SmsMethod',
  'sms-fallback-url': 'SmsFallbackUrl',
  'sms-fallback-method': 'SmsFallbackMethod',
} as const;

const NAME = { 'friendly-name': 'FriendlyName' } as const;
const CALLBACK = { 'status-callback': 'StatusCallback' } as const;

export const CLIENTS: Kind = {
  noun: 'clients',
  title: 'Client',
  collection: 'Clients',
  sid: /^CL[0-9a-f]{32}$/,
  name: { what: 'login', argument: 'SID|LOGIN', parameter: 'Login' },
  fields: {
    login: 'Login',
    password: 'Password',
    ...NAME,
    status: 'Status',
    ...VOICE,
    'voice-application-sid': 'VoiceApplicationSid',
  },
  fixed: ['login'],
  filters: ['login', 'friendly-name', 'status'],
  needs: '--login and --password are needed',
  forcible: false,
  columns: [
    ['SID', 'sid'],
    ['LOGIN', 'login'],
    ['STATUS', 'status'],
    ['FRIENDLY NAME', 'friendly_name'],
    ['VOICE URL', 'voice_url'],
  ],
};

const APPLICATIONS: Kind = {
  noun: 'applications',
  title: 'Application',
  collection: 'Applications',
  sid: /^AP[0-9a-f]{32}$/,
  name: { what: 'name', argument: 'SID|NAME', parameter: 'FriendlyName' },
  fields: { ...NAME, kind: 'Kind', 'rcml-url': 'RcmlUrl', ...VOICE, ...SMS, ...CALLBACK },
  fixed: [],
  filters: ['friendly-name'],
  needs: '--friendly-name is needed',
  forcible: true,
  columns: [
    ['SID', 'sid'],
    ['FRIENDLY NAME', 'friendly_name'],
    ['KIND', 'kind'],
    ['RCML URL', 'rcml_url'],
  ],
};

const NUMBERS: Kind = {
  noun: 'numbers',
  title: 'number',
  collection: 'IncomingPhoneNumbers',
  sid: /^PN[0-9a-f]{32}$/,
  name: { what: 'number', argument: 'SID|NUMBER', parameter: 'PhoneNumber' },
  fields: {
    'phone-number': 'PhoneNumber',
    'is-sip': 'IsSIP',
    ...NAME,
    ...VOICE,
    'voice-application-sid': 'VoiceApplicationSid',
    ...SMS,
    'sms-application-sid': 'SmsApplicationSid',
    ...CALLBACK,
  },
  fixed: ['phone-number', 'is-sip'],
  filters: ['phone-number', 'friendly-name'],
  needs: '--phone-number is needed',
  forcible: false,
  columns: [
    ['SID', 'sid'],
    ['NUMBER', 'phone_number'],
    ['FRIENDLY NAME', 'friendly_name'],
    ['VOICE APPLICATION', 'voice_application_sid'],
    ['VOICE URL', 'voice_url'],
  ],
};

const WEBHOOKS: Kind = {
  noun: 'webhooks',
  title: 'webhook',
  collection: 'Webhooks',
  sid: /^WH[0-9a-f]{32}$/,
  name: { what: 'name', argument: 'SID|NAME', parameter: 'FriendlyName' },
  fields: { 'webhook-url': 'Url', ...NAME, events: 'Events', status: 'Status' },
  fixed: [],
  filters: ['friendly-name'],
  needs: '--webhook-url is needed',
  forcible: false,
  columns: [
    ['SID', 'sid'],
    ['FRIENDLY NAME', 'friendly_name'],
    ['STATUS', 'status'],
    ['EVENTS', 'events'],
    ['URL', 'url'],
  ],
};

/** Options that set an account's fields. */
export const ACCOUNT_FIELDS: Readonly<Record<string, string>> = {
  ...NAME,
  'email-address': 'EmailAddress',
  status: 'Status',
  role: 'Role',
  'sip-domain': 'SipDomain',
};

export const ACCOUNT_COLUMNS: Kind['columns'] = [
  ['SID', 'sid'],
  ['FRIENDLY NAME', 'friendly_name'],
  ['STATUS', 'status'],
  ['ROLE', 'role'],
  ['SIP DOMAIN', 'sip_domain'],
];

export const KINDS: readonly Kind[] = [CLIENTS, APPLICATIONS, NUMBERS, WEBHOOKS];
