import type { FastifyRequest } from 'fastify';
import { API_ROOT } from './api-url.ts';

/** Where Clients are imported, as the router has it. */
export const IMPORT_ROUTE = `${API_ROOT}/Accounts/:AccountSid/Clients/Import`;

/** Whether the body of a request may be long, and is read while it arrives. */
export const takesStream = (request: FastifyRequest): boolean => request.routeOptions.url === IMPORT_ROUTE;

/** Whether a path is that of the import. */
export const isImportPath = (url: string): boolean => /\/Clients\/Import(?:\?|$)/.test(url);
