import { isTandemError, messageOf, withDeadline } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import { importClients } from '@tandem/provisioning';
import type { Clients, ImportEnd, ImportRow } from '@tandem/provisioning';
import { counted, noRows, rowLine } from './import-report.ts';
import type { ImportCounts } from './import-report.ts';
import type { Spool } from './spool.ts';

export interface ImportRun {
  readonly accountSid: Sid;
  readonly importId: string;
  readonly rows: AsyncIterable<ImportRow>;
  readonly spool: Spool;
}

/** What an import came to, and the status that says so. */
export interface ImportOutcome {
  readonly status: 200 | 408 | 413 | 503;
  readonly end: ImportEnd;
  readonly counts: ImportCounts;
}

export const MAX_ROWS = 1_000_000;

/** The parts of a body; throws `TIMED_OUT` when the next one takes longer than `idleMs` milliseconds. */
export async function* partsOf(body: AsyncIterable<Buffer>, idleMs: number): AsyncGenerator<Buffer> {
  const parts = body[Symbol.asyncIterator]();
  for (;;) {
    const part = await withDeadline(parts.next(), idleMs, 'the next part of the import');
    if (part.done === true) return;
    yield part.value;
  }
}

/** Rows as they come, until their source breaks off. */
class WatchedRows {
  readonly #rows: AsyncIterable<ImportRow>;
  #nextRow = 1;
  #taken = 0;
  stopped: Pick<ImportOutcome, 'status' | 'end'> | null = null;

  constructor(rows: AsyncIterable<ImportRow>) {
    this.#rows = rows;
  }

  async *read(): AsyncGenerator<ImportRow> {
    try {
      for await (const row of this.#rows) {
        this.#nextRow = row.row;
        if (this.#taken === MAX_ROWS) {
          return this.#stop(413, `an import takes at most ${MAX_ROWS} rows; send the rest as another one`);
        }
        this.#taken += 1;
        yield row;
        this.#nextRow += 1;
      }
    } catch (error) {
      this.#stop(408, isTandemError(error) ? 'the rest took too long to arrive' : messageOf(error));
    }
  }

  #stop(status: 408 | 413, why: string): void {
    this.stopped = { status, end: { complete: false, nextRow: this.#nextRow, why } };
  }
}

/**
 * Imports rows and spools what became of each. A body that breaks off ends the import where it is.
 * Throws what the spool throws.
 */
export const runImport = async (
  clients: Pick<Clients, 'create'>,
  { accountSid, importId, rows, spool }: ImportRun,
): Promise<ImportOutcome> => {
  const counts = noRows();
  const watched = new WatchedRows(rows);
  const end = await importClients(clients, {
    accountSid,
    importId,
    rows: watched.read(),
    onResult: async (result) => {
      counted(counts, result);
      await spool.write(rowLine(result));
    },
  });
  if (!end.complete) return { status: 503, end, counts };
  return { ...(watched.stopped ?? { status: 200, end }), counts };
};
