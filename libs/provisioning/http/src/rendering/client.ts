import type { ClientView } from '@tandem/provisioning';
import { CLIENT_FIELDS } from './client-fields.ts';
import { escapeXml, xmlDocument, xmlElement } from './xml.ts';
import type { TextEntity } from './entity.ts';

/** A Client's fields by their JSON names, in order; those without a value are left out. */
export const clientObject = (client: ClientView): Record<string, string> => {
  const fields: Record<string, string> = {};
  for (const field of CLIENT_FIELDS) {
    const value = field.of(client, 'json');
    if (value !== null) fields[field.json] = value;
  }
  return fields;
};

/** A Client's fields as XML elements, in order; those without a value are left out. */
export const clientElements = (client: ClientView): string => {
  let elements = '';
  for (const field of CLIENT_FIELDS) {
    const value = field.of(client, 'xml');
    if (value !== null) elements += xmlElement(field.xml, escapeXml(value));
  }
  return elements;
};

/** One Client: a bare JSON object, or `<RestcommResponse><Client>`. */
export const clientEntity = (client: ClientView): TextEntity => ({
  json: () => JSON.stringify(clientObject(client)),
  xml: () => xmlDocument(xmlElement('Client', clientElements(client))),
});
