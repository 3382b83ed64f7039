import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TandemError } from '@tandem/kernel';
import { LOOPBACK } from '../system/constants.ts';
import { CREDENTIALS, IMPORT_PATH } from './create-request.ts';
import type { BulkImport, BulkImported } from './load-questions.ts';

const ROWS_A_CHUNK = 500;

function* chunks({ rows, prefix }: BulkImport): Generator<string> {
  yield 'Login,Password,FriendlyName,VoiceUrl\n';
  for (let from = 0; from < rows; from += ROWS_A_CHUNK) {
    let chunk = '';
    for (let row = from; row < Math.min(rows, from + ROWS_A_CHUNK); row += 1) {
      chunk += `${prefix}-${row},correct horse battery,Benchmark ${row},https://voice.example.com/answer\n`;
    }
    yield chunk;
  }
}

/** The last line of the answer, all others thrown away. */
const lastLine = async (response: AsyncIterable<Buffer>): Promise<string> => {
  let tail = '';
  for await (const chunk of response) tail = (tail + chunk.toString()).slice(-4096);
  return tail.trimEnd().split('\n').at(-1) ?? '';
};

/** One request with all rows, which are made while they are sent. */
export const importRows = async (asked: BulkImport): Promise<BulkImported> => {
  const begun = performance.now();
  const sent = request({
    ...{ host: LOOPBACK, port: asked.port, method: 'POST', path: IMPORT_PATH },
    headers: { authorization: `Basic ${CREDENTIALS}`, 'content-type': 'text/csv' },
  });
  const answered = new Promise<string>((resolve, reject) => {
    sent.once('error', reject).once('response', (response) => void lastLine(response).then(resolve, reject));
  });
  await pipeline(Readable.from(chunks(asked)), sent);
  const summary = JSON.parse(await answered) as { readonly created?: number };
  if (summary.created !== asked.rows) {
    throw new TandemError('CONTRACT_VIOLATION', `the import came to ${JSON.stringify(summary)}`);
  }
  return { seconds: (performance.now() - begun) / 1000, created: summary.created };
};
