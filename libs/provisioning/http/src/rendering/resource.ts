import type { ResourceKind } from '@tandem/contracts';
import type { ResourceView } from '@tandem/provisioning';
import type { Face } from '../faces/face.ts';
import type { TextEntity } from './entity.ts';
import { escapeXml, xmlDocument, xmlElement } from './xml.ts';

/** A resource's fields by their JSON names, in order; those without a value are left out. */
export const resourceObject = <K extends ResourceKind>(
  { fields }: Face<K>,
  resource: ResourceView<K>,
): Record<string, string> => {
  const object: Record<string, string> = {};
  for (const field of fields) {
    const value = field.of(resource, 'json');
    if (value !== null) object[field.json] = value;
  }
  return object;
};

/** A resource's fields as XML elements, in order; those without a value are left out. */
export const resourceElements = <K extends ResourceKind>(
  { fields }: Face<K>,
  resource: ResourceView<K>,
): string => {
  let elements = '';
  for (const field of fields) {
    const value = field.of(resource, 'xml');
    if (value !== null) elements += xmlElement(field.xml, escapeXml(value));
  }
  return elements;
};

/** One resource: a bare JSON object, or `<RestcommResponse><Client>`. */
export const resourceEntity = <K extends ResourceKind>(
  face: Face<K>,
  resource: ResourceView<K>,
): TextEntity => ({
  json: () => JSON.stringify(resourceObject(face, resource)),
  xml: () => xmlDocument(xmlElement(face.element, resourceElements(face, resource))),
});
