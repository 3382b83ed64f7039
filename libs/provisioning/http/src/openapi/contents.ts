import type { TextEntity } from '../rendering/entity.ts';
import type { Schema } from './schema.ts';

interface Reference {
  readonly $ref: string;
}
type Content = Record<string, { schema: Schema | Reference; examples: Record<string, { value: unknown }> }>;
export type Examples = Readonly<Record<string, TextEntity>>;

/** The name of one of the document's schemas, alone or in a list. */
export interface ContentSchema {
  readonly of: string;
  readonly list?: boolean;
  /** What the XML list is called. */
  readonly listElement?: string;
}

const ref = (name: string): Reference => ({ $ref: `#/components/schemas/${name}` });

const jsonSchema = ({ of, list = false }: ContentSchema): Schema | Reference =>
  list ? { type: 'array', items: ref(of) } : ref(of);

const xmlSchema = ({ of, list = false, listElement = `${of}s` }: ContentSchema): Schema => ({
  type: 'object',
  xml: { name: 'RestcommResponse' },
  properties: list
    ? { [listElement]: { type: 'array', items: ref(of), xml: { name: listElement, wrapped: true } } }
    : { [of]: ref(of) },
});

const values = (examples: Examples, render: (entity: TextEntity) => unknown) =>
  Object.fromEntries(Object.entries(examples).map(([name, entity]) => [name, { value: render(entity) }]));

/** One body in both formats, its examples rendered as answers are. */
export const content = (schema: ContentSchema, examples: Examples): Content => ({
  'application/json': {
    schema: jsonSchema(schema),
    examples: values(examples, (entity) => JSON.parse(entity.json()) as unknown),
  },
  'application/xml': {
    schema: xmlSchema(schema),
    examples: values(examples, (entity) => entity.xml()),
  },
});
