import { isTandemError } from '@tandem/kernel';
import { problem } from './problem.ts';
import type { Problem } from './problem.ts';
import type { HttpProblemCode } from './http-problems.ts';

/** What Fastify refuses by itself, by its error codes. */
const FASTIFY: Readonly<Record<string, HttpProblemCode>> = {
  FST_ERR_BAD_URL: 21101,
  FST_ERR_CTP_BODY_TOO_LARGE: 21114,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 21115,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 21100,
};

/** What Node's parser refuses before there is a request. */
const PARSER: Readonly<Record<string, HttpProblemCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 21113,
  HPE_HEADER_OVERFLOW: 21116,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 21114,
};

const codeOf = (error: unknown): string | undefined => {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  if (typeof code === 'string') return code;
  return typeof cause?.code === 'string' ? cause.code : undefined;
};

const RETRY_LATER = { 'retry-after': '5' };

/** The answer to anything thrown on the way; the error's own text never gets out. */
export const problemOfError = (error: unknown): Problem => {
  const known = FASTIFY[codeOf(error) ?? ''];
  if (known !== undefined) return problem(known);
  if (isTandemError(error) && error.retryable) return problem(21502, { headers: RETRY_LATER });
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  // The body broke off: Fastify marks Node's stream error with 400.
  return statusCode === 400 ? problem(21100) : problem(21500);
};

/** The answer to what is not even a request. */
export const problemOfParserError = (error: unknown): Problem =>
  problem(PARSER[codeOf(error) ?? ''] ?? 21100);
