import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { assertNever } from '@tandem/kernel';
import type { Messaging, SendOutcome } from '@tandem/provisioning';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fieldsOf } from '../body/body-parser.ts';
import { fieldsProblem, problem } from '../errors/problem.ts';
import { messageFace } from '../faces/message-face.ts';
import { DescribeSend } from '../openapi/message-operations.ts';
import { recordEntity } from '../rendering/record.ts';
import type { Format } from '../rendering/represented-field.ts';
import { resourceUri } from '../rendering/uri.ts';
import { problemAnswer, sendAnswer, sendProblem } from '../server/answer.ts';
import type { Answer } from '../server/answer.ts';
import { inCallerTrace } from '../server/caller-trace.ts';
import { handlerContextOf } from '../server/handler-context.ts';
import { MESSAGING } from './tokens.ts';

const answerOf = (outcome: SendOutcome, format: Format): Answer => {
  switch (outcome.kind) {
    case 'queued':
      return {
        status: 201,
        headers: {
          location: resourceUri(messageFace.path, outcome.message, format),
          ...(outcome.replayed && { 'idempotent-replayed': 'true' }),
        },
        entity: recordEntity(messageFace, outcome.message),
      };
    case 'invalid':
      return problemAnswer(fieldsProblem(outcome.problems));
    case 'key-reused':
      return problemAnswer(problem(21207));
    case 'undecided':
      return problemAnswer(problem(21503, { headers: { 'retry-after': '1' } }));
    default:
      return assertNever(outcome);
  }
};

/** Takes texts that are to be sent. */
@Controller(`2012-04-24/Accounts/:AccountSid/${messageFace.path}`)
export class MessageController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Post()
  @DescribeSend()
  async send(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const fields = fieldsOf(request);
    if (!fields.ok) return sendProblem(request, reply, fields.error);
    const { account, format } = handlerContextOf(request);
    const key = request.headers['idempotency-key'];
    const command = {
      accountSid: account.sid,
      fields: fields.value,
      ...(typeof key === 'string' && { idempotencyKey: key }),
    };
    const outcome = await inCallerTrace(request, () => this.#messaging.send(command));
    return sendAnswer(request, reply, answerOf(outcome, format));
  }
}
