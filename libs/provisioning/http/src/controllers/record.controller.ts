import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import type { Provisioning } from '@tandem/provisioning';
import type { Records } from '@tandem/records';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RecordFace } from '../faces/record-face.ts';
import { DescribeCsv, DescribeRecord, DescribeRecords } from '../openapi/record-operations.ts';
import { sendCsv, sendRecord, sendRecords } from './record-answers.ts';
import type { ServedRecords } from './record-answers.ts';
import { PROVISIONING, RECORDS } from './tokens.ts';

/** Where an account's records are read. */
export type RecordSource = Pick<Records, 'calls' | 'messages' | 'notifications'>;

/** Serves an account's records of one kind. */
export const recordController = <R extends object, C extends string>(
  face: RecordFace<R, C>,
  readerOf: (source: RecordSource) => ServedRecords<R, C>['reader'],
): Type<object> => {
  @Controller('2012-04-24/Accounts/:AccountSid')
  class RecordController {
    readonly #served: ServedRecords<R, C>;

    constructor(@Inject(RECORDS) source: RecordSource, @Inject(PROVISIONING) { accounts }: Provisioning) {
      this.#served = { face, reader: readerOf(source), accounts };
    }

    @Get(face.path)
    @DescribeRecords(face)
    list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return sendRecords(this.#served, request, reply);
    }

    @Get(`${face.path}.csv`)
    @DescribeCsv(face)
    csv(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return sendCsv(this.#served, request, reply);
    }

    @Get(`${face.path}/:${face.sidParameter}`)
    @DescribeRecord(face)
    read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return sendRecord(this.#served, request, reply);
    }
  }
  return RecordController;
};
