import type { Sid } from '@tandem/kernel';
import type { ClientView, HistoryEntry } from '@tandem/provisioning';
import { clientElements, clientObject } from './client.ts';
import { FIELD_NAMES } from './client-fields.ts';
import { escapeXml, xmlDocument, xmlElement } from './xml.ts';
import type { TextEntity } from './entity.ts';

/** Whose history it is. */
export interface HistorySubject {
  readonly accountSid: Sid;
  readonly sid: Sid;
}

// The state of a time is represented as the Client was then, but never with its password.
const viewOf = (subject: HistorySubject, { version, revision, state }: HistoryEntry): ClientView => ({
  ...subject,
  version,
  revision,
  state,
  password: null,
});

const recordedAt = (entry: HistoryEntry): string => new Date(entry.recordedAt).toISOString();

const entryObject = (subject: HistorySubject, entry: HistoryEntry) => ({
  version: entry.version,
  revision: entry.revision,
  type: entry.type,
  recorded_at: recordedAt(entry),
  changed: entry.changed.map((field) => FIELD_NAMES[field].json),
  state: clientObject(viewOf(subject, entry)),
});

const entryElement = (subject: HistorySubject, entry: HistoryEntry): string =>
  xmlElement(
    'Event',
    xmlElement('Version', String(entry.version)) +
      xmlElement('Revision', String(entry.revision)) +
      xmlElement('Type', escapeXml(entry.type)) +
      xmlElement('RecordedAt', recordedAt(entry)) +
      xmlElement('Changed', entry.changed.map((f) => xmlElement('Field', FIELD_NAMES[f].xml)).join('')) +
      xmlElement('State', clientElements(viewOf(subject, entry))),
  );

/** A Client's history, oldest first: a bare JSON array, or `<RestcommResponse><Events>`. No secret in any form. */
export const historyEntity = (subject: HistorySubject, entries: readonly HistoryEntry[]): TextEntity => ({
  json: () => JSON.stringify(entries.map((entry) => entryObject(subject, entry))),
  xml: () => xmlDocument(xmlElement('Events', entries.map((entry) => entryElement(subject, entry)).join(''))),
});
