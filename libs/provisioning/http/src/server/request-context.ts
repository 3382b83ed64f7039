import type { IncomingMessage } from 'node:http';
import type { AccountView } from '@tandem/provisioning';
import type { FastifyRequest } from 'fastify';
import { JSON_REPRESENTATION, negotiate, XML_REPRESENTATION } from '../negotiation/accept.ts';
import type { Representation } from '../negotiation/accept.ts';
import { parseApiUrl } from '../routing/api-url.ts';
import { isCsvPath } from '../routing/csv-path.ts';
import { isImportPath } from '../routing/import-route.ts';
import type { ApiUrl } from '../routing/api-url.ts';

/** What is known of a request beside what Fastify knows. */
export interface RequestContext {
  /** null outside the API, as for /docs. */
  readonly api: ApiUrl | null;
  /** What to answer in; null when Accept allows neither (406). */
  readonly accepted: Representation | null;
  /** The account of the path, once the caller may act on it. */
  account?: AccountView;
  /** Whose credentials these are, once they are known to be right. */
  caller?: AccountView;
}

const CONTEXT = Symbol('tandem.request');

type Carrier = IncomingMessage & { [CONTEXT]?: RequestContext };

/** Who takes only what a path gives in no other form (rows of an import, CSV) is told of problems in JSON. */
const acceptedBy = (api: ApiUrl | null, accept: string | undefined): Representation | null => {
  if (api?.json === true) return JSON_REPRESENTATION;
  const has = (type: string): boolean => accept?.includes(type) === true;
  const rows = api !== null && isImportPath(api.url) && has('application/x-ndjson');
  const csv = api !== null && isCsvPath(api.url) && (has('text/csv') || has('text/*'));
  return negotiate(accept) ?? (rows || csv ? JSON_REPRESENTATION : null);
};

/** Reads the request target, keeps what it says, and returns the URL to route. Runs before everything else. */
export const rewriteUrl = (raw: IncomingMessage): string => {
  const url = raw.url ?? '/';
  const api = parseApiUrl(url);
  (raw as Carrier)[CONTEXT] = { api, accepted: acceptedBy(api, raw.headers.accept) };
  return api?.url ?? url;
};

const UNKNOWN: RequestContext = Object.freeze({ api: null, accepted: XML_REPRESENTATION });

export const contextOf = (request: FastifyRequest): RequestContext =>
  (request.raw as Carrier)[CONTEXT] ?? UNKNOWN;
