import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Reply } from './api-under-test.ts';

/** A Client or an account as read back: JSON names whatever the format, every value as text. */
export type Fields = Readonly<Record<string, string>>;

export interface ReadProblem {
  readonly code: number;
  readonly message: string;
  readonly status: number;
  readonly more_info: string;
}

/** The XML elements of resources, and of lists of them. */
const COLLECTIONS = {
  Client: 'Clients',
  Application: 'Applications',
  IncomingPhoneNumber: 'IncomingPhoneNumbers',
} as const;

type Element = keyof typeof COLLECTIONS;

const ELEMENTS: readonly string[] = Object.keys(COLLECTIONS);

const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  isArray: (name) => [...ELEMENTS, 'Event', 'Field'].includes(name),
});

/** The content of `<RestcommResponse>`; throws for XML that is not well-formed. */
export const xmlContent = (text: string): Record<string, unknown> => {
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Error(`not well-formed XML: ${valid.err.msg} in ${text}`);
  return (parser.parse(text) as { RestcommResponse: Record<string, unknown> }).RestcommResponse;
};

const snake = (name: string): string => name.replace(/(?!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

const snakeFields = (element: unknown): Fields =>
  Object.fromEntries(Object.entries(element as Fields).map(([name, value]) => [snake(name), value]));

const isJson = ({ headers }: Reply): boolean => headers['content-type'] === 'application/json; charset=utf-8';

/** The body as JSON of a type that the test states. */
export const jsonOf = <T>(reply: Reply): T => JSON.parse(reply.text) as T;

/** One resource, by its XML element. */
export const resourceOf = (reply: Reply, element: Element): Fields =>
  isJson(reply) ? jsonOf<Fields>(reply) : snakeFields((xmlContent(reply.text)[element] as unknown[])[0]);

/** A list of resources, by their XML element. */
export const resourcesOf = (reply: Reply, element: Element): readonly Fields[] => {
  if (isJson(reply)) return jsonOf<Fields[]>(reply);
  const list = xmlContent(reply.text)[COLLECTIONS[element]] as Partial<Record<Element, unknown[]>> | '';
  return list === '' ? [] : (list[element] ?? []).map(snakeFields);
};

export const clientOf = (reply: Reply): Fields => resourceOf(reply, 'Client');

export const clientsOf = (reply: Reply): readonly Fields[] => resourcesOf(reply, 'Client');

/** An account as read back, its addresses of what it has in `subresource_uris`. */
export const accountOf = (reply: Reply): Fields => {
  if (isJson(reply)) return jsonOf<Fields>(reply);
  const { SubresourceUris: uris, ...fields } = xmlContent(reply.text)['Account'] as Record<string, unknown>;
  return { ...snakeFields(fields), subresource_uris: snakeFields(uris) as unknown as string };
};

export const problemOf = (reply: Reply): ReadProblem => {
  if (isJson(reply)) return jsonOf<ReadProblem>(reply);
  const { code, status, message, more_info } = snakeFields(xmlContent(reply.text)['RestException']);
  return {
    code: Number(code),
    message: message ?? '',
    status: Number(status),
    more_info: more_info ?? '',
  };
};

/** One event of a history as read back, with its lists as arrays in either format. */
export interface ReadEvent {
  readonly version: number;
  readonly revision: number;
  readonly type: string;
  readonly recorded_at: string;
  readonly changed: readonly string[];
  readonly state: Fields;
}

const eventOf = (element: unknown): ReadEvent => {
  const event = element as Record<string, string> & { Changed: '' | { Field: string[] }; State: Fields };
  return {
    version: Number(event['Version']),
    revision: Number(event['Revision']),
    type: String(event['Type']),
    recorded_at: String(event['RecordedAt']),
    changed: event.Changed === '' ? [] : event.Changed.Field.map(snake),
    state: snakeFields(event.State),
  };
};

export const historyOf = (reply: Reply): readonly ReadEvent[] =>
  isJson(reply)
    ? jsonOf<ReadEvent[]>(reply)
    : (xmlContent(reply.text)['Events'] as { Event: unknown[] }).Event.map(eventOf);

/** Both formats, as the suffix of a path asks for them. */
export const FORMATS = [
  ['JSON', '.json'],
  ['XML', ''],
] as const;
