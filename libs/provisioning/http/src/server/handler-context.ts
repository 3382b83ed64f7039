import { TandemError } from '@tandem/kernel';
import type { AccountView } from '@tandem/provisioning';
import type { FastifyRequest } from 'fastify';
import type { Format } from '../rendering/represented-field.ts';
import { contextOf } from './request-context.ts';

/** What the guard left for a handler below the API's root. */
export interface HandlerContext {
  /** The account of the path, which the caller may act on. */
  readonly account: AccountView;
  readonly caller: AccountView;
  readonly format: Format;
  /** The prefix and suffix with which the caller writes the API's paths. */
  readonly prefix: string;
  readonly suffix: '' | '.json';
}

/** Throws LIFECYCLE_ILLEGAL for a request that the guard did not pass. */
export const handlerContextOf = (request: FastifyRequest): HandlerContext => {
  const { api, account, caller, accepted } = contextOf(request);
  if (api === null || account === undefined || caller === undefined || accepted === null) {
    throw new TandemError('LIFECYCLE_ILLEGAL', 'a handler ran for a request that was not let in');
  }
  return {
    account,
    caller,
    format: accepted.format,
    prefix: api.prefix,
    suffix: api.json ? '.json' : '',
  };
};
