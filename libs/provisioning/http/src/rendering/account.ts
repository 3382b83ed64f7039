import type { AccountView, ResourceView } from '@tandem/provisioning';
import { apiDate } from './date.ts';
import type { TextEntity } from './entity.ts';
import type { Format } from './represented-field.ts';
import { accountUri } from './uri.ts';
import { escapeXml, xmlDocument, xmlElement } from './xml.ts';

/** An account, and its AuthToken where this answer shows it: once, to whoever made it. */
export interface ShownAccount {
  readonly account: Omit<
    AccountView,
    'effectiveStatus' | 'domainOwnerSid' | 'sipDomainAliases' | 'level' | 'parentSid'
  >;
  readonly authToken?: string | null;
}

/** An account as a write left it: of what the tree gives it, only the SIP domain shows. */
export const shownAccount = (
  { sid, version, state }: ResourceView<'Account'>,
  { sipDomain }: Pick<AccountView, 'sipDomain'>,
  authToken: string | null = null,
): ShownAccount => ({
  account: { sid, version, ...state, sipDomain: state.sipDomain ?? sipDomain },
  authToken,
});

type Named = readonly (readonly [json: string, xml: string, value: string | null | undefined])[];

const COLLECTIONS = [
  ['clients', 'Clients', 'Clients'],
  ['applications', 'Applications', 'Applications'],
  ['incoming_phone_numbers', 'IncomingPhoneNumbers', 'IncomingPhoneNumbers'],
  ['calls', 'Calls', 'Calls'],
  ['sms_messages', 'SmsMessages', 'SMS/Messages'],
  ['notifications', 'Notifications', 'Notifications'],
  ['webhooks', 'Webhooks', 'Webhooks'],
  ['sip_domain_aliases', 'SipDomainAliases', 'SipDomainAliases'],
] as const;

const fieldsOf = ({ account, authToken }: ShownAccount, format: Format): Named => [
  ['sid', 'Sid', account.sid],
  ['friendly_name', 'FriendlyName', account.friendlyName],
  ['email_address', 'EmailAddress', account.emailAddress],
  ['type', 'Type', account.type],
  // To those outside one that is being closed is closed: it never comes back.
  ['status', 'Status', account.status === 'closing' ? 'closed' : account.status],
  ['role', 'Role', account.role],
  ['date_created', 'DateCreated', apiDate(account.dateCreated)],
  ['date_updated', 'DateUpdated', apiDate(account.dateUpdated)],
  ['auth_token', 'AuthToken', authToken],
  ['sip_domain', 'SipDomain', account.sipDomain],
  ['uri', 'Uri', accountUri(account.sid, format)],
];

const collectionUri = (sid: string, collection: string, format: Format): string =>
  `${accountUri(sid, 'xml')}/${collection}${format === 'json' ? '.json' : ''}`;

/** An account's fields by their JSON names. */
export const accountObject = (shown: ShownAccount) => ({
  ...Object.fromEntries(
    fieldsOf(shown, 'json').flatMap(([json, , value]) => (value == null ? [] : [[json, value]])),
  ),
  subresource_uris: Object.fromEntries(
    COLLECTIONS.map(([json, , path]) => [json, collectionUri(shown.account.sid, path, 'json')]),
  ),
});

const elementOf = (shown: ShownAccount): string => {
  const fields = fieldsOf(shown, 'xml').flatMap(([, xml, value]) =>
    value == null ? [] : [xmlElement(xml, escapeXml(value))],
  );
  const uris = COLLECTIONS.map(([, name, path]) =>
    xmlElement(name, escapeXml(collectionUri(shown.account.sid, path, 'xml'))),
  );
  return xmlElement('Account', fields.join('') + xmlElement('SubresourceUris', uris.join('')));
};

/** One account: a bare JSON object, or `<RestcommResponse><Account>`. */
export const accountEntity = (shown: ShownAccount): TextEntity => ({
  json: () => JSON.stringify(accountObject(shown)),
  xml: () => xmlDocument(elementOf(shown)),
});

/** Accounts: a bare JSON array, or `<RestcommResponse><Accounts>`. */
export const accountsEntity = (all: readonly ShownAccount[]): TextEntity => ({
  json: () => JSON.stringify(all.map(accountObject)),
  xml: () => xmlDocument(xmlElement('Accounts', all.map(elementOf).join(''))),
});
