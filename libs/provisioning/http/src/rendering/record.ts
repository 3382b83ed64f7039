import type { RecordFace } from '../faces/record-face.ts';
import type { TextEntity } from './entity.ts';
import { escapeXml, xmlDocument, xmlElement } from './xml.ts';

type Shape<R extends object> = Pick<RecordFace<R, string>, 'fields' | 'element'>;

/** A record's fields by their JSON names, in order; those without a value are left out. */
export const recordObject = <R extends object>(
  { fields }: Shape<R>,
  record: R,
): Record<string, string | number> => {
  const object: Record<string, string | number> = {};
  for (const { json, of } of fields) {
    const value = of(record, 'json');
    if (value !== null) object[json] = value;
  }
  return object;
};

/** A record as its XML element. */
export const recordElement = <R extends object>({ fields, element }: Shape<R>, record: R): string => {
  let content = '';
  for (const { xml, of } of fields) {
    const value = of(record, 'xml');
    if (value !== null) content += xmlElement(xml, escapeXml(String(value)));
  }
  return xmlElement(element, content);
};

/** One record: a bare JSON object, or `<RestcommResponse><Call>`. */
export const recordEntity = <R extends object>(face: Shape<R>, record: R): TextEntity => ({
  json: () => JSON.stringify(recordObject(face, record)),
  xml: () => xmlDocument(recordElement(face, record)),
});
