import type { AccountKey } from '@tandem/provisioning';
import { apiDate } from './date.ts';
import type { TextEntity } from './entity.ts';
import { escapeXml, xmlDocument, xmlElement } from './xml.ts';

/** A key, and its secret where this answer shows it: once, to whoever made it. */
export interface ShownKey {
  readonly key: AccountKey;
  readonly secret?: string;
}

const iso = (ms: number): string => new Date(ms).toISOString();

const fieldsOf = ({ key, secret }: ShownKey): readonly (readonly [string, string, string | null])[] => [
  ['sid', 'Sid', key.sid],
  ['friendly_name', 'FriendlyName', key.friendlyName],
  ['role', 'Role', key.role],
  ['date_created', 'DateCreated', apiDate(iso(key.createdAt))],
  ['expires_at', 'ExpiresAt', key.expiresAt === null ? null : iso(key.expiresAt)],
  ['secret', 'Secret', secret ?? null],
];

const objectOf = (shown: ShownKey): Readonly<Record<string, string>> =>
  Object.fromEntries(fieldsOf(shown).flatMap(([json, , value]) => (value === null ? [] : [[json, value]])));

const elementOf = (shown: ShownKey): string => {
  const elements = fieldsOf(shown).flatMap(([, xml, value]) =>
    value === null ? [] : [xmlElement(xml, escapeXml(value))],
  );
  return xmlElement('Key', elements.join(''));
};

/** One key: a bare JSON object, or `<RestcommResponse><Key>`. */
export const keyEntity = (shown: ShownKey): TextEntity => ({
  json: () => JSON.stringify(objectOf(shown)),
  xml: () => xmlDocument(elementOf(shown)),
});

/** Keys: a bare JSON array, or `<RestcommResponse><Keys>`. */
export const keysEntity = (all: readonly ShownKey[]): TextEntity => ({
  json: () => JSON.stringify(all.map(objectOf)),
  xml: () => xmlDocument(xmlElement('Keys', all.map(elementOf).join(''))),
});
