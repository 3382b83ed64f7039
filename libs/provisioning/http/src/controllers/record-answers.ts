import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import type { AccountCommands } from '@tandem/provisioning';
import type { RecordReader } from '@tandem/records';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';
import type { RecordFace } from '../faces/record-face.ts';
import { queryOf } from '../query/query-string.ts';
import { parseRecordListQuery } from '../query/record-list-query.ts';
import type { RecordListQuery } from '../query/record-list-query.ts';
import { csvStream } from '../rendering/csv.ts';
import { recordEntity } from '../rendering/record.ts';
import { recordPageEntity } from '../rendering/record-page.ts';
import { sendAnswer, sendProblem } from '../server/answer.ts';
import { handlerContextOf } from '../server/handler-context.ts';

/** What the handlers of one kind of records work with. */
export interface ServedRecords<R extends object, C extends string> {
  readonly face: RecordFace<R, C>;
  readonly reader: Pick<RecordReader<R, C>, 'get' | 'page' | 'all'>;
  readonly accounts: Pick<AccountCommands, 'below'>;
}

/** Accounts whose records are merged; each is read up to the end of the page. */
const MAX_ACCOUNTS = 500;
const MAX_READ = 200_000;

/** The accounts below whose records are asked for. */
const othersOf = async <C extends string>(
  accounts: Pick<AccountCommands, 'below'>,
  { query, subAccounts, page, pageSize, afterSid }: RecordListQuery<C>,
): Promise<Result<readonly string[], Problem>> => {
  if (!subAccounts) return ok([]);
  const below = await accounts.below(query.accountSid, MAX_ACCOUNTS);
  if (below === null) {
    const detail = `More than ${MAX_ACCOUNTS} accounts are below this one: ask for the records of one at a time`;
    return err(problem(21107, { detail }));
  }
  if (afterSid === null && (page + 1) * pageSize * below.length > MAX_READ) {
    return err(
      problem(21107, { detail: 'With SubAccounts a page so far on is reached by next_page_uri alone' }),
    );
  }
  return ok(below);
};

export const sendRecords = async <R extends object, C extends string>(
  { face, reader, accounts }: ServedRecords<R, C>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> => {
  const accountSid = handlerContextOf(request).account.sid;
  const asked = parseRecordListQuery(queryOf(request), face, accountSid);
  if (!asked.ok) return sendProblem(request, reply, asked.error);
  const others = await othersOf(accounts, asked.value);
  if (!others.ok) return sendProblem(request, reply, others.error);
  const { query, page, pageSize: limit, afterSid } = asked.value;
  const place = afterSid === null ? { offset: page * limit } : { afterSid };
  const found = reader.page({ query, limit, others: others.value, ...place });
  if (found === null) {
    const detail = `The account has none of the ${face.collection} that AfterSid names`;
    return sendProblem(request, reply, problem(21107, { detail }));
  }
  const entity = recordPageEntity({ face, accountSid, asked: asked.value, ...found });
  return sendAnswer(request, reply, { status: 200, entity });
};

async function* nothing(): AsyncGenerator<never> {}

export const sendCsv = async <R extends object, C extends string>(
  { face, reader, accounts }: ServedRecords<R, C>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> => {
  const asked = parseRecordListQuery(queryOf(request), face, handlerContextOf(request).account.sid);
  if (!asked.ok) return sendProblem(request, reply, asked.error);
  const others = await othersOf(accounts, { ...asked.value, page: 0 });
  if (!others.ok) return sendProblem(request, reply, others.error);
  const rows = request.method === 'HEAD' ? nothing() : reader.all(asked.value.query, others.value);
  const csv = () => csvStream(face, rows);
  return sendAnswer(request, reply, {
    status: 200,
    headers: { 'content-disposition': `attachment; filename="${face.collection}.csv"` },
    contentType: 'text/csv; charset=utf-8; header=present',
    entity: { json: csv, xml: csv },
  });
};

export const sendRecord = async <R extends object, C extends string>(
  { face, reader }: ServedRecords<R, C>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> => {
  const sid = (request.params as Readonly<Record<string, string>>)[face.sidParameter] ?? '';
  const record = reader.get(handlerContextOf(request).account.sid, sid);
  if (record === null) return sendProblem(request, reply, problem(face.notFound));
  return sendAnswer(request, reply, { status: 200, entity: recordEntity(face, record) });
};
