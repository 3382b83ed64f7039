import { isDeletion, PUBLISHED_KINDS, publishedKindOf } from '@tandem/contracts';
import { isOperator } from '@tandem/http';
import type { JournalStore } from '@tandem/journal';
import type { JournalEntry } from '@tandem/journal';
import { isSid } from '@tandem/kernel';
import type { FastifyInstance } from 'fastify';

const PAGE = 2000;
/** As many as a request line of 16 KiB takes. */
const MAX_SIDS = 400;
const REVISION = /^[1-9]\d{0,14}$/;
const [BAD, FORBIDDEN] = [400, 403];

/** An event of the journal by its identity, if it goes on the log: no state, no secret. */
const entryBody = (entry: JournalEntry) =>
  entry.kind === 'noop' || publishedKindOf(entry.stream) === undefined
    ? []
    : [
        {
          sid: entry.stream,
          account_sid: entry.accountSid,
          version: entry.version,
          event_id: entry.eventId,
          revision: entry.revision,
          deleted: isDeletion(entry.type),
        },
      ];

/** Adds the pages that `npm run audit` reads, for operators: the journal's events and what the read model has of resources. */
export const addAuditPages = (
  server: FastifyInstance,
  { journal, readModel }: Pick<JournalStore, 'journal' | 'readModel'>,
  operatorToken: string | undefined,
): void => {
  server.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/audit/') || isOperator(request.raw, operatorToken)) return;
    await reply
      .code(FORBIDDEN)
      .send({ message: 'this page is for callers on loopback or with the operator token' });
  });
  server.get<{ Params: { from: string } }>('/audit/journal/:from', async (request, reply) => {
    const { from } = request.params;
    if (!REVISION.test(from)) return reply.code(BAD).send({ message: 'give a revision above 0' });
    const entries = await journal.readFrom(Number(from), PAGE);
    return reply.send({
      next: Number(from) + entries.length,
      head: await journal.head(),
      events: entries.flatMap(entryBody),
    });
  });
  server.get<{ Params: { sids: string } }>('/audit/read-model/:sids', async (request, reply) => {
    const sids = request.params.sids.split(',');
    const known =
      sids.every((sid) => isSid(sid) && publishedKindOf(sid) !== undefined) && sids.length <= MAX_SIDS;
    if (!known) return reply.code(BAD).send({ message: `give at most ${MAX_SIDS} sids of resources` });
    return reply.send(Object.fromEntries(await readModel.versions(sids)));
  });
  server.get<{ Params: { account: string } }>('/audit/count/:account', async (request, reply) => {
    const { account } = request.params;
    if (!isSid(account, 'AC')) return reply.code(BAD).send({ message: 'give the sid of an account' });
    const counts = PUBLISHED_KINDS.map((kind) => readModel.count({ kind, accountSid: account }));
    return reply.send({ resources: (await Promise.all(counts)).reduce((sum, count) => sum + count, 0) });
  });
};
