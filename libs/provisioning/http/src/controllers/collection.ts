import type { ResourceKind } from '@tandem/contracts';
import type { Resources } from '@tandem/provisioning';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fieldsOf } from '../body/body-parser.ts';
import { preferredWait } from '../conditions/prefer.ts';
import type { Face } from '../faces/face.ts';
import { parseListQuery } from '../query/list-query.ts';
import { queryOf } from '../query/query-string.ts';
import { sendAnswer, sendProblem } from '../server/answer.ts';
import { inCallerTrace } from '../server/caller-trace.ts';
import { handlerContextOf } from '../server/handler-context.ts';
import { sendWritten } from './await-units.ts';
import type { ReceiptSource } from './await-units.ts';
import { listAnswer, pageAnswer } from './list-answers.ts';
import { createAnswer } from './resource-answers.ts';

/** What the handlers of one kind of resource work with. */
export interface Served<K extends ResourceKind> {
  readonly face: Face<K>;
  readonly resources: Resources<K>;
  readonly receipts: ReceiptSource;
}

/** A list: a page where one is asked for, else everything, streamed. */
export const sendList = async <K extends ResourceKind>(
  served: Served<K>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> => {
  const filters = served.face.filters.map(({ parameter }) => parameter);
  const query = parseListQuery(queryOf(request), filters);
  if (!query.ok) return sendProblem(request, reply, query.error);
  const { PageSize, PageToken } = query.value;
  const paged = PageSize !== undefined || PageToken !== undefined;
  const context = handlerContextOf(request);
  const answer = paged
    ? await pageAnswer(served, context, query.value)
    : listAnswer(served, context, { query: query.value, headersOnly: request.method === 'HEAD' });
  return sendAnswer(request, reply, answer);
};

export const sendCreated = async <K extends ResourceKind>(
  { face, resources, receipts }: Served<K>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> => {
  const { account, format } = handlerContextOf(request);
  const fields = fieldsOf(request);
  if (!fields.ok) return sendProblem(request, reply, fields.error);
  const wait = preferredWait(request.headers['prefer']);
  if (!wait.ok) return sendProblem(request, reply, wait.error);
  const idempotencyKey = request.headers['idempotency-key'];
  const command = {
    accountSid: account.sid,
    fields: fields.value,
    ...(typeof idempotencyKey === 'string' && { idempotencyKey }),
  };
  const outcome = await inCallerTrace(request, () => resources.create(command));
  const answer = createAnswer(face, outcome, format);
  if (outcome.kind !== 'created') return sendAnswer(request, reply, answer);
  return sendWritten(request, reply, { answer, written: outcome, receipts, seconds: wait.value });
};
