import { lookup as resolve } from 'node:dns';
import { request as requestHttp } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { messageOf } from '@tandem/kernel';
import type { SignedMessage } from './message.ts';
import { isPublicAddress } from './public-address.ts';

/** What became of one attempt. */
export type Posted =
  | { readonly kind: 'taken' }
  /** 410: nobody is to post there any more (RFC 9110 §15.5.11). */
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'unreachable'; readonly why: string };

export interface Poster {
  post(url: string, message: SignedMessage, signal: AbortSignal): Promise<Posted>;
}

export interface HttpPosterOptions {
  /** The longest that an attempt may take, milliseconds. */
  readonly timeoutMs: number;
  /** Whether to post to addresses that are not of the public Internet: whoever may make webhooks could look around with it. */
  readonly privateAddresses: boolean;
}

const [OK, MULTIPLE_CHOICES, GONE] = [200, 300, 410];

const REFUSED_ADDRESS =
  'the address is not of the public Internet; WEBHOOK_PRIVATE_ADDRESSES=on posts there all the same';

/** Resolves a name to public addresses alone, at each connection anew: a name may change what it stands for. */
const publicLookup: LookupFunction = (hostname, options, done) => {
  resolve(hostname, { ...options, all: true }, (error, found) => {
    if (error !== null) return done(error, '');
    const addresses = found.filter(({ address }) => isPublicAddress(address));
    const [first] = addresses;
    if (first === undefined) return done(new Error(REFUSED_ADDRESS), '');
    return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
  });
};

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

const verdict = ({ statusCode = 0 }: IncomingMessage): Posted => {
  if (statusCode >= OK && statusCode < MULTIPLE_CHOICES) return { kind: 'taken' };
  return statusCode === GONE ? { kind: 'gone' } : { kind: 'refused', status: statusCode };
};

/** Posts messages. Redirects are not followed, answers are not read; connections are not kept. */
export const httpPoster = ({ timeoutMs, privateAddresses }: HttpPosterOptions): Poster => ({
  post: (url, { body, headers }, signal) =>
    new Promise((done) => {
      const target = new URL(url);
      if (!privateAddresses && isIP(hostOf(target)) !== 0 && !isPublicAddress(hostOf(target))) {
        return done({ kind: 'unreachable', why: REFUSED_ADDRESS });
      }
      const options: RequestOptions = {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': 'Tandem' },
        agent: false,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        ...(!privateAddresses && { lookup: publicLookup }),
      };
      const request =
        target.protocol === 'https:' ? requestHttps(target, options) : requestHttp(target, options);
      request.on('response', (response) => {
        done(verdict(response));
        response.destroy();
      });
      request.on('error', (error) => done({ kind: 'unreachable', why: messageOf(error) }));
      request.end(body);
    }),
});
