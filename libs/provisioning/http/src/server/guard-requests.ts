import type { Accounts } from '@tandem/provisioning';
import type { FastifyInstance } from 'fastify';
import { authorize } from '../auth/authorize.ts';
import { problem } from '../errors/problem.ts';
import { sendProblem } from './answer.ts';
import { contextOf } from './request-context.ts';

const LOOKING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Checks every request below the API's root before its body is read: who calls (401), may they (403), can the answer be
 * in a format they take (406). A Nest guard would come after the body.
 */
export const guardRequests = (server: FastifyInstance, accounts: Accounts): void => {
  server.addHook('onRequest', async (request, reply) => {
    const context = contextOf(request);
    if (context.api === null) return;
    const authorization = await authorize(accounts, {
      authorization: request.headers.authorization,
      pathAccount: context.api.account,
      isAccount: context.api.isAccount,
      looks: LOOKING.has(request.method),
    });
    if (!authorization.ok) {
      await sendProblem(request, reply, authorization.error);
    } else if (context.accepted === null) {
      await sendProblem(request, reply, problem(21112));
    } else {
      context.account = authorization.value.account;
      context.caller = authorization.value.caller;
    }
  });
};
