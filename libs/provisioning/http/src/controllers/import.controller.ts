import { randomUUID } from 'node:crypto';
import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { idempotencyKeyProblem } from '@tandem/provisioning';
import type { Provisioning } from '@tandem/provisioning';
import type { Receipt } from '@tandem/receipts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { streamOf } from '../body/body-parser.ts';
import { preferredWait } from '../conditions/prefer.ts';
import { fieldsProblem, problem } from '../errors/problem.ts';
import { summaryLine } from '../import/import-report.ts';
import { importRows } from '../import/import-rows.ts';
import { partsOf, runImport } from '../import/run-import.ts';
import type { ImportOutcome, ImportRun } from '../import/run-import.ts';
import { Spool } from '../import/spool.ts';
import { DescribeImport, DescribeRevision } from '../openapi/import-operations.ts';
import { queryOf, wholeNumber } from '../query/query-string.ts';
import { propagationEntity } from '../rendering/propagation.ts';
import { sendAnswer, sendProblem } from '../server/answer.ts';
import { handlerContextOf } from '../server/handler-context.ts';
import { DEFAULT_LIMITS } from '../server/limits.ts';
import { whileConnected } from './await-units.ts';
import type { ReceiptSource } from './await-units.ts';
import { PROVISIONING, RECEIPTS } from './tokens.ts';

/** Many Clients at once, and where all of them have got to. */
@Controller('2012-04-24/Accounts/:AccountSid/Clients')
export class ImportController {
  readonly #provisioning: Provisioning;
  readonly #receipts: ReceiptSource;

  constructor(@Inject(PROVISIONING) provisioning: Provisioning, @Inject(RECEIPTS) receipts: ReceiptSource) {
    this.#provisioning = provisioning;
    this.#receipts = receipts;
  }

  @Post('Import')
  @DescribeImport()
  async import(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    // Whoever is refused may still be sending.
    reply.header('connection', 'close');
    const importId = [request.headers['idempotency-key'] ?? []].flat()[0] ?? randomUUID();
    const keyProblem = idempotencyKeyProblem(importId);
    if (keyProblem !== null) return sendProblem(request, reply, fieldsProblem([keyProblem]));
    const firstRow = wholeNumber(queryOf(request), 'FirstRow');
    if (!firstRow.ok) return sendProblem(request, reply, firstRow.error);
    const wait = preferredWait(request.headers['prefer']);
    if (!wait.ok) return sendProblem(request, reply, wait.error);
    const body = streamOf(request);
    if (!body.ok) return sendProblem(request, reply, body.error);
    const { format, stream } = body.value;
    const parts = partsOf(stream, DEFAULT_LIMITS.requestMs);
    const rows = await importRows(parts, { format, firstRow: firstRow.value ?? 1 });
    if (!rows.ok) return sendProblem(request, reply, rows.error);
    const { account } = handlerContextOf(request);
    const spool = await Spool.open();
    try {
      await this.#run(reply, { accountSid: account.sid, importId, rows: rows.value, spool }, wait.value);
    } finally {
      await spool.close();
    }
  }

  @Get('Propagation')
  @DescribeRevision()
  async propagation(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const revision = wholeNumber(queryOf(request), 'Revision');
    if (!revision.ok) return sendProblem(request, reply, revision.error);
    if (revision.value === null) return sendProblem(request, reply, problem(21123));
    const recordedAt = await this.#provisioning.recordedAt(revision.value);
    if (recordedAt === null) return sendProblem(request, reply, problem(21208));
    const change = { sid: null, revision: revision.value, recordedAt, revokes: false };
    const entity = propagationEntity(this.#receipts.receipt(change));
    return sendAnswer(request, reply, { status: 200, entity });
  }

  async #run(reply: FastifyReply, run: ImportRun, seconds: number | null): Promise<void> {
    const outcome = await runImport(this.#provisioning.resources.Client, run);
    const { end, counts } = outcome;
    const receipt = await this.#receipt(reply, outcome, seconds);
    const { accountSid, importId, spool } = run;
    const propagation = `/api/2012-04-24/Accounts/${accountSid}/Clients/Propagation.json?Revision=${counts.revision}`;
    await spool.write(summaryLine({ importId, end, counts, receipt, propagation }));
    if (seconds !== null) reply.header('preference-applied', `wait=${seconds}`);
    if (outcome.status === 503) reply.header('retry-after', '5');
    reply
      .code(outcome.status)
      .header('content-type', 'application/x-ndjson')
      .send(await spool.read());
    await reply;
  }

  async #receipt(
    reply: FastifyReply,
    { counts: { revision } }: ImportOutcome,
    seconds: number | null,
  ): Promise<Receipt | null> {
    if (revision === 0) return null;
    const change = { sid: null, revision, recordedAt: Date.now(), revokes: false };
    if (seconds === null) return this.#receipts.receipt(change);
    return whileConnected(reply, (signal) => this.#receipts.wait(change, seconds * 1000, signal));
  }
}
