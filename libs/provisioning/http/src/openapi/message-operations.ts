import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { MessageForm } from '../body/message-form.dto.ts';
import { messageFace } from '../faces/message-face.ts';
import { recordEntity } from '../rendering/record.ts';
import { AccountSid, Body, IdempotencyKey } from './operations.ts';
import { EXAMPLE_MESSAGE } from './record-examples.ts';
import { BODY_PROBLEMS, Refuses, Succeeds } from './responses.ts';

export const DescribeSend = (): MethodDecorator =>
  applyDecorators(
    ApiTags(messageFace.collection),
    AccountSid,
    Body(MessageForm, true),
    IdempotencyKey,
    ApiOperation({
      operationId: 'sendSMSMessage',
      summary: 'Have a text sent',
      description: 'It is queued; the record says what becomes of it.',
    }),
    Succeeds({
      status: 201,
      description: 'The text.',
      schema: { of: messageFace.element },
      examples: {
        [messageFace.element]: recordEntity(messageFace, {
          ...EXAMPLE_MESSAGE,
          status: 'queued',
          sentAt: null,
        }),
      },
      headers: ['Location', 'Idempotent-Replayed'],
    }),
    Refuses(...BODY_PROBLEMS, 21207, 21503),
  );
