import { setTimeout as pause } from 'node:timers/promises';
import { err, messageOf, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { basicAuthorization } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import type { ImportArguments } from './import-arguments.ts';
import type { Part } from './read-parts.ts';

/** The last line of an answer. */
export interface PartSummary {
  readonly complete: boolean;
  readonly next_row?: number;
  readonly why?: string;
  readonly created: number;
  readonly exists: number;
  readonly invalid: number;
  readonly status: string | null;
}

export interface SentPart {
  /** One line for each row, as it was answered. */
  readonly lines: readonly string[];
  readonly summary: PartSummary;
}

export interface PartRequest extends Pick<ImportArguments, 'url' | 'account' | 'format' | 'waitSeconds'> {
  readonly credentials: Credentials;
  readonly importId: string;
}

const TYPES = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const;
const ANSWER_MS = 120_000;
/** About half a minute in all. */
const PAUSES_MS = [500, 1000, 2000, 4000, 8000, 15_000];

const send = (request: PartRequest, part: Part): Promise<Response> => {
  const { url, account, format, waitSeconds, credentials, importId } = request;
  const target = new URL(
    `/2012-04-24/Accounts/${account ?? credentials.accountSid}/Clients/Import.json`,
    url,
  );
  target.searchParams.set('FirstRow', String(part.firstRow));
  return fetch(target, {
    method: 'POST',
    headers: {
      authorization: basicAuthorization(credentials),
      'content-type': TYPES[format],
      'idempotency-key': importId,
      ...(part.last && waitSeconds > 0 && { prefer: `wait=${waitSeconds}` }),
    },
    body: part.body,
    signal: AbortSignal.timeout(ANSWER_MS),
  });
};

const answered = async (response: Response): Promise<Result<SentPart, string>> => {
  const text = await response.text();
  if (response.headers.get('content-type') !== 'application/x-ndjson') {
    return err(`the API answered ${response.status}: ${text}`);
  }
  const lines = text.trimEnd().split('\n');
  return ok({ lines: lines.slice(0, -1), summary: JSON.parse(lines.at(-1) ?? '') as PartSummary });
};

const attempt = async (request: PartRequest, part: Part): Promise<Result<SentPart, string>> => {
  try {
    return await answered(await send(request, part));
  } catch (error) {
    const { cause } = error as { readonly cause?: unknown };
    return err(messageOf(cause ?? error));
  }
};

/** Sends rows; again for a while when they did not all get through, which makes nothing twice. */
export const sendPart = async (request: PartRequest, part: Part): Promise<Result<SentPart, string>> => {
  for (const ms of PAUSES_MS) {
    const sent = await attempt(request, part);
    if (sent.ok ? sent.value.summary.complete : /answered 4\d\d/.test(sent.error)) return sent;
    await pause(ms);
  }
  const sent = await attempt(request, part);
  return !sent.ok || sent.value.summary.complete ? sent : err(sent.value.summary.why ?? 'the import stopped');
};
