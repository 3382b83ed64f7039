import type { ResourceKind } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import type { HistoryEntry, ResourceView } from '@tandem/provisioning';
import type { Face } from '../faces/face.ts';
import type { TextEntity } from './entity.ts';
import { namesOf } from './represented-field.ts';
import { resourceElements, resourceObject } from './resource.ts';
import { escapeXml, xmlDocument, xmlElement } from './xml.ts';

/** Whose history it is. */
export interface HistorySubject<K extends ResourceKind> {
  readonly face: Face<K>;
  readonly accountSid: Sid;
  readonly sid: Sid;
}

// The state of a time is represented as the resource was then, but never with its password.
const viewOf = <K extends ResourceKind>(
  { accountSid, sid }: HistorySubject<K>,
  { version, revision, state }: HistoryEntry<K>,
): ResourceView<K> => ({ accountSid, sid, version, revision, state, password: null });

const recordedAt = (entry: HistoryEntry): string => new Date(entry.recordedAt).toISOString();

const entryObject = <K extends ResourceKind>(subject: HistorySubject<K>, entry: HistoryEntry<K>) => ({
  version: entry.version,
  revision: entry.revision,
  type: entry.type,
  recorded_at: recordedAt(entry),
  changed: entry.changed.map((field) => namesOf(field).json),
  state: resourceObject(subject.face, viewOf(subject, entry)),
});

const entryElement = <K extends ResourceKind>(subject: HistorySubject<K>, entry: HistoryEntry<K>): string =>
  xmlElement(
    'Event',
    xmlElement('Version', String(entry.version)) +
      xmlElement('Revision', String(entry.revision)) +
      xmlElement('Type', escapeXml(entry.type)) +
      xmlElement('RecordedAt', recordedAt(entry)) +
      xmlElement('Changed', entry.changed.map((f) => xmlElement('Field', namesOf(f).xml)).join('')) +
      xmlElement('State', resourceElements(subject.face, viewOf(subject, entry))),
  );

/** A resource's history, oldest first: a bare JSON array, or `<RestcommResponse><Events>`. No secret in any form. */
export const historyEntity = <K extends ResourceKind>(
  subject: HistorySubject<K>,
  entries: readonly HistoryEntry<K>[],
): TextEntity => ({
  json: () => JSON.stringify(entries.map((entry) => entryObject(subject, entry))),
  xml: () => xmlDocument(xmlElement('Events', entries.map((entry) => entryElement(subject, entry)).join(''))),
});
