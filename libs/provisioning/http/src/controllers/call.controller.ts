import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { CallRecord } from '@tandem/contracts';
import type { CallColumn } from '@tandem/records';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callFace } from '../faces/call-face.ts';
import { DescribeCsv, DescribeRecord, DescribeRecords } from '../openapi/record-operations.ts';
import { sendCsv, sendRecord, sendRecords } from './record-answers.ts';
import type { ServedRecords } from './record-answers.ts';
import { RECORDS } from './tokens.ts';

/** Where an account's records are read. */
export interface RecordSource {
  readonly calls: ServedRecords<CallRecord, CallColumn>['reader'];
}

/** The call detail records of an account. */
@Controller('2012-04-24/Accounts/:AccountSid')
export class CallController {
  readonly #served: ServedRecords<CallRecord, CallColumn>;

  constructor(@Inject(RECORDS) { calls }: RecordSource) {
    this.#served = { face: callFace, reader: calls };
  }

  @Get('Calls')
  @DescribeRecords(callFace)
  list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return sendRecords(this.#served, request, reply);
  }

  @Get('Calls.csv')
  @DescribeCsv(callFace)
  csv(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return sendCsv(this.#served, request, reply);
  }

  @Get('Calls/:CallSid')
  @DescribeRecord(callFace)
  read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return sendRecord(this.#served, request, reply);
  }
}
