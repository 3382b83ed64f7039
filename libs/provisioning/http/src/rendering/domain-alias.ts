import type { TextEntity } from './entity.ts';
import type { Format } from './represented-field.ts';
import { accountUri } from './uri.ts';
import { escapeXml, xmlDocument, xmlElement } from './xml.ts';

/** A further name of an account's SIP domain. */
export interface ShownAlias {
  readonly accountSid: string;
  readonly name: string;
  /** The domain that it selects. */
  readonly sipDomain: string;
}

export const aliasUri = ({ accountSid, name }: ShownAlias, format: Format): string =>
  `${accountUri(accountSid, 'xml')}/SipDomainAliases/${name}${format === 'json' ? '.json' : ''}`;

const objectOf = (alias: ShownAlias): Readonly<Record<string, string>> => ({
  name: alias.name,
  sip_domain: alias.sipDomain,
  account_sid: alias.accountSid,
  uri: aliasUri(alias, 'json'),
});

const elementOf = (alias: ShownAlias): string =>
  xmlElement(
    'SipDomainAlias',
    [
      xmlElement('Name', escapeXml(alias.name)),
      xmlElement('SipDomain', escapeXml(alias.sipDomain)),
      xmlElement('AccountSid', escapeXml(alias.accountSid)),
      xmlElement('Uri', escapeXml(aliasUri(alias, 'xml'))),
    ].join(''),
  );

/** One name: a bare JSON object, or `<RestcommResponse><SipDomainAlias>`. */
export const aliasEntity = (alias: ShownAlias): TextEntity => ({
  json: () => JSON.stringify(objectOf(alias)),
  xml: () => xmlDocument(elementOf(alias)),
});

/** Names: a bare JSON array, or `<RestcommResponse><SipDomainAliases>`. */
export const aliasesEntity = (all: readonly ShownAlias[]): TextEntity => ({
  json: () => JSON.stringify(all.map(objectOf)),
  xml: () => xmlDocument(xmlElement('SipDomainAliases', all.map(elementOf).join(''))),
});
