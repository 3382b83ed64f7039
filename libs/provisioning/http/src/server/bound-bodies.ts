import type { FastifyInstance } from 'fastify';
import { takesStream } from '../routing/import-route.ts';

/** What Node says of a request that takes too long. */
const tooSlow = (): Error =>
  Object.assign(new Error('the body did not arrive in time'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });

/**
 * Refuses a request whose body has not arrived `ms` milliseconds after its header (408). Node's own bound is one for all
 * requests of a server; an import may take long, and is bounded between its parts.
 */
export const boundBodies = (server: FastifyInstance, ms: number): void => {
  server.addHook('onRequest', (request, _reply, done) => {
    const { raw } = request;
    const bodiless =
      raw.headers['content-length'] === undefined && raw.headers['transfer-encoding'] === undefined;
    if (!bodiless && !raw.complete && !takesStream(request)) {
      const timer = setTimeout(() => server.server.emit('clientError', tooSlow(), raw.socket), ms);
      raw.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
    }
    done();
  });
};
