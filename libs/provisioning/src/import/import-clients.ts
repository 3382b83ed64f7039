import { messageOf } from '@tandem/kernel';
import type { Result, Sid } from '@tandem/kernel';
import { count } from '@tandem/telemetry';
import type { RequestFields } from '../commands.ts';
import type { CreateOutcome, FieldProblem } from '../outcomes.ts';
import type { Clients } from '../resources.ts';

/** One row of an import as it was read. */
export interface ImportRow {
  /** 1 for the first one below the names of the columns. */
  readonly row: number;
  readonly fields: Result<RequestFields, readonly FieldProblem[]>;
}

/** What became of a row. */
export type RowResult =
  | {
      readonly row: number;
      readonly result: 'created';
      readonly login: string;
      readonly sid: Sid;
      readonly revision: number;
    }
  /** A Client has this login that this row did not make. */
  | { readonly row: number; readonly result: 'exists'; readonly login: string }
  | { readonly row: number; readonly result: 'invalid'; readonly problems: readonly FieldProblem[] };

/** How an import ended; `nextRow` is the first one of which nothing is known. */
export type ImportEnd =
  { readonly complete: true } | { readonly complete: false; readonly nextRow: number; readonly why: string };

export interface ImportCommand {
  readonly accountSid: Sid;
  /** Names the import: rows that it has created already are not created again. */
  readonly importId: string;
  readonly rows: AsyncIterable<ImportRow>;
  readonly onResult: (result: RowResult) => void | Promise<void>;
}

type Settled =
  { readonly kind: 'result'; readonly result: RowResult } | { readonly kind: 'stop'; readonly why: string };

/** Enough to fill the group commits of the journal. */
const AT_ONCE = 256;

/** The code of a row whose number meant another one before. */
const KEY_REUSED = 21207;

const resultOf = (row: number, outcome: CreateOutcome<'Client'>): Settled => {
  switch (outcome.kind) {
    case 'created': {
      const { resource, revision } = outcome;
      const { sid, state } = resource;
      return { kind: 'result', result: { row, result: 'created', login: state.login, sid, revision } };
    }
    case 'name-taken':
      return { kind: 'result', result: { row, result: 'exists', login: outcome.name } };
    case 'key-reused': {
      const message =
        'This import had another row at this number. Give a changed file an Idempotency-Key of its own.';
      const problems = [{ field: 'Idempotency-Key', code: KEY_REUSED, message }];
      return { kind: 'result', result: { row, result: 'invalid', problems } };
    }
    case 'invalid':
      return { kind: 'result', result: { row, result: 'invalid', problems: outcome.problems } };
    default:
      return { kind: 'stop', why: outcome.why };
  }
};

class ClientImport {
  readonly #clients: Pick<Clients, 'create'>;
  readonly #command: ImportCommand;
  readonly #running: { readonly row: number; readonly settled: Promise<Settled> }[] = [];
  /** The last row of each login that is under way: rows of one login go one after another, so that the first one wins. */
  readonly #logins = new Map<string, Promise<Settled>>();

  constructor(clients: Pick<Clients, 'create'>, command: ImportCommand) {
    this.#clients = clients;
    this.#command = command;
  }

  async run(): Promise<ImportEnd> {
    try {
      for await (const row of this.#command.rows) {
        this.#begin(row);
        const stopped = this.#running.length < AT_ONCE ? null : await this.#finishFirst();
        if (stopped !== null) return stopped;
      }
      while (this.#running.length > 0) {
        const stopped = await this.#finishFirst();
        if (stopped !== null) return stopped;
      }
      return { complete: true };
    } finally {
      await Promise.all(this.#running.map(({ settled }) => settled));
    }
  }

  #begin(row: ImportRow): void {
    const login = row.fields.ok ? (row.fields.value['Login'] ?? '') : '';
    const settled = this.#create(row, this.#logins.get(login));
    this.#running.push({ row: row.row, settled });
    if (login === '') return;
    this.#logins.set(login, settled);
    void settled.then(() => {
      if (this.#logins.get(login) === settled) this.#logins.delete(login);
    });
  }

  async #create({ row, fields }: ImportRow, before: Promise<Settled> | undefined): Promise<Settled> {
    if (!fields.ok) return { kind: 'result', result: { row, result: 'invalid', problems: fields.error } };
    await before;
    const { accountSid, importId } = this.#command;
    try {
      const importRow = { importId, row };
      return resultOf(row, await this.#clients.create({ accountSid, fields: fields.value, importRow }));
    } catch (error) {
      return { kind: 'stop', why: messageOf(error) };
    }
  }

  async #finishFirst(): Promise<ImportEnd | null> {
    const first = this.#running.shift();
    if (first === undefined) return null;
    const settled = await first.settled;
    if (settled.kind === 'stop') return { complete: false, nextRow: first.row, why: settled.why };
    count('importedRows', { result: settled.result.result });
    await this.#command.onResult(settled.result);
    return null;
  }
}

/**
 * Creates a Client of each row, results in the order of rows. Each row has the key (import id, number): an import that
 * broke off can be sent again, whole or from any row on, and makes nothing twice. Ends early, and says where, when the
 * journal does not take a row; throws what reading the rows throws, once the rows under way are done.
 */
export const importClients = (clients: Pick<Clients, 'create'>, command: ImportCommand): Promise<ImportEnd> =>
  new ClientImport(clients, command).run();
