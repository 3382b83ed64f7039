import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import type { RequestFields } from '@tandem/provisioning';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';
import type { ImportFormat } from '../import/import-rows.ts';
import { takesStream } from '../routing/import-route.ts';
import { parseJsonFields } from './json.ts';
import { parsePairs } from './percent.ts';

/** A body as its parser left it. A refusal waits here until the handler's turn, behind credentials and rights. */
export type ParsedBody = Result<RequestFields, Problem>;

/** A body that its handler reads while it arrives. */
export interface StreamedBody {
  readonly format: ImportFormat;
  readonly stream: AsyncIterable<Buffer>;
}

const STREAMED: Readonly<Record<string, ImportFormat>> = {
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
};

type Body = Result<RequestFields | StreamedBody, Problem>;

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/i;

const isTaken = ({ headers }: FastifyRequest): boolean => {
  const charset = CHARSET.exec(headers['content-type'] ?? '')?.[1]?.toLowerCase();
  const encoding = headers['content-encoding']?.trim().toLowerCase();
  return (
    (charset === undefined || charset === 'utf-8' || charset === 'utf8' || charset === 'us-ascii') &&
    (encoding === undefined || encoding === '' || encoding === 'identity')
  );
};

const reader =
  (parse: (text: string) => ParsedBody) =>
  (request: FastifyRequest, body: Buffer, done: (error: null, parsed: ParsedBody) => void): void => {
    if (!isTaken(request)) done(null, err(problem(21115)));
    else if (!isUtf8(body)) done(null, err(problem(21103)));
    else done(null, parse(body.toString('utf8')));
  };

const streamer =
  (format: ImportFormat) =>
  (request: FastifyRequest, stream: IncomingMessage, done: (error: null, parsed: Body) => void): void => {
    const streams = takesStream(request) && isTaken(request);
    done(null, streams ? ok({ format, stream }) : err(problem(takesStream(request) ? 21124 : 21115)));
  };

/**
 * Has the server take forms and JSON with the same field names, rows where they are imported, and nothing else (415).
 */
export const registerBodyParsers = (server: FastifyInstance): void => {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer' }, reader(parsePairs));
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, reader(parseJsonFields));
  for (const [type, format] of Object.entries(STREAMED)) server.addContentTypeParser(type, streamer(format));
};

const NO_FIELDS: RequestFields = Object.freeze(Object.create(null) as Record<string, string>);

/** The fields of a request; none without a body. */
export const fieldsOf = (request: FastifyRequest): ParsedBody =>
  (request.body as ParsedBody | undefined) ?? ok(NO_FIELDS);

/** The rows that a request streams. */
export const streamOf = (request: FastifyRequest): Result<StreamedBody, Problem> => {
  const body = request.body as Body | undefined;
  if (body?.ok === false) return body;
  return body !== undefined && 'stream' in body.value ? ok(body.value as StreamedBody) : err(problem(21124));
};
