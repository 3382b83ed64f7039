import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { fastify } from 'fastify';
import { serveProgram } from '../harness/serve-program.ts';
import { ACCOUNT, LOOPBACK } from '../system/constants.ts';
import type { BareQuestions } from './bare-questions.ts';

const server = fastify();
let database: DatabaseSync | undefined;

/** The same document as the Management API's answer. */
const documentOf = (form: URLSearchParams): Readonly<Record<string, string>> => {
  const sid = `CL${randomBytes(16).toString('hex')}`;
  const now = new Date().toUTCString();
  return {
    sid,
    date_created: now,
    date_updated: now,
    account_sid: ACCOUNT,
    api_version: '2012-04-24',
    friendly_name: form.get('FriendlyName') ?? '',
    login: form.get('Login') ?? '',
    password: form.get('Password') ?? '',
    status: '1',
    voice_url: form.get('VoiceUrl') ?? '',
    voice_method: 'POST',
    voice_fallback_method: 'POST',
    uri: `/api/2012-04-24/Accounts/${ACCOUNT}/Clients/${sid}.json`,
  };
};

/** What one would write in an afternoon: a row per request, in the file before the answer, and nothing else. */
const start = async (file: string): Promise<{ port: number }> => {
  const opened = (database = new DatabaseSync(file));
  opened.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  opened.exec('CREATE TABLE clients (sid TEXT PRIMARY KEY, login TEXT UNIQUE, document TEXT) WITHOUT ROWID');
  const insert = opened.prepare('INSERT INTO clients VALUES (?, ?, ?)');
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
  server.post<{ Body: URLSearchParams }>('/2012-04-24/Accounts/:account/*', (request, reply) => {
    const document = documentOf(request.body);
    insert.run(document['sid'] ?? '', document['login'] ?? '', JSON.stringify(document));
    void reply.code(201).send(document);
  });
  const url = await server.listen({ port: 0, host: LOOPBACK });
  return { port: Number(new URL(url).port) };
};

await serveProgram<BareQuestions>(() => ({
  answers: { start },
  close: async () => {
    await server.close();
    database?.close();
  },
}));
