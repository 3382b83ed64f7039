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

const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  isArray: (name) => ['Client', 'Event', 'Field'].includes(name),
});

/** The content of `<RestcommResponse>`; throws for XML that is not well-formed. */
const xmlContent = (text: string): Record<string, unknown> => {
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

export const clientOf = (reply: Reply): Fields =>
  isJson(reply) ? jsonOf<Fields>(reply) : snakeFields((xmlContent(reply.text)['Client'] as unknown[])[0]);

export const clientsOf = (reply: Reply): readonly Fields[] => {
  if (isJson(reply)) return jsonOf<Fields[]>(reply);
  const list = xmlContent(reply.text)['Clients'] as { Client?: unknown[] } | '';
  return list === '' ? [] : (list.Client ?? []).map(snakeFields);
};

export const accountOf = (reply: Reply): Fields =>
  isJson(reply) ? jsonOf<Fields>(reply) : snakeFields(xmlContent(reply.text)['Account']);

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
