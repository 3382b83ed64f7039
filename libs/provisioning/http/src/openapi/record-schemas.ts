import type { RecordFace } from '../faces/record-face.ts';
import type { Schema } from './schema.ts';

const attribute = (name: string, schema: Schema): Schema => ({ ...schema, xml: { name, attribute: true } });

const WHOLE: Schema = { type: 'integer', minimum: 0 };
const TEXT: Schema = { type: 'string' };
const LINK: Schema = { type: ['string', 'null'] };

const ENVELOPE: Readonly<Record<string, Schema>> = {
  page: attribute('page', WHOLE),
  num_pages: attribute('numpages', WHOLE),
  page_size: attribute('pagesize', WHOLE),
  total: attribute('total', { ...WHOLE, description: 'On all pages together.' }),
  start: attribute('start', TEXT),
  end: attribute('end', TEXT),
  uri: attribute('uri', TEXT),
  first_page_uri: attribute('firstpageuri', TEXT),
  previous_page_uri: attribute('previouspageuri', LINK),
  next_page_uri: attribute('nextpageuri', LINK),
  last_page_uri: attribute('lastpageuri', TEXT),
};

/** The schemas of one kind of records, alone and in a page. */
export const recordSchemas = <R extends object, C extends string>(
  face: RecordFace<R, C>,
): Readonly<Record<string, Schema>> => ({
  [face.element]: {
    type: 'object',
    properties: Object.fromEntries(
      face.fields.map(({ json, xml, schema }) => [json, { ...schema, xml: { name: xml } }]),
    ),
    required: face.fields.map(({ json }) => json).filter((name) => !face.optional.includes(name)),
    additionalProperties: false,
    xml: { name: face.element },
  },
  [face.collection]: {
    type: 'object',
    properties: {
      ...ENVELOPE,
      [face.listKey]: { type: 'array', items: { $ref: `#/components/schemas/${face.element}` } },
    },
    required: [...Object.keys(ENVELOPE), face.listKey],
    additionalProperties: false,
    xml: { name: face.collection },
  },
});
