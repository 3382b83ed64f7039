import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TandemError, withDeadline } from '@tandem/kernel';
import { spawnProcess } from '@tandem/testing';
import { LOOPBACK, SIP_DOMAIN } from '../system/constants.ts';

export interface SippRun {
  readonly port: number;
  /** Where scenario and users lie, and SIPp's own files go. */
  readonly dir: string;
  /** Tells SIPp processes that run at once apart. */
  readonly index: number;
  readonly registrations: number;
}

export interface SippResult {
  readonly registered: number;
  readonly failed: number;
  /** Requests that were sent again: a sign of full buffers. */
  readonly resent: number;
}

export const SCENARIO_FILE = 'register.xml';
export const USERS_FILE = 'users.csv';

/** Registrations under way at any time, for each process. */
const AT_ONCE = 50;
const SOCKET_BUFFER = 1024 * 1024;
const RUN_MS = 120_000;

/** The last line of SIPp's statistics, by column. */
export const parseStatistics = (csv: string): ReadonlyMap<string, string> => {
  const lines = csv.trim().split('\n');
  const [names = [], values = []] = [lines.at(0), lines.at(-1)].map((line) => line?.split(';'));
  return new Map(names.map((name, column) => [name, values[column] ?? '']));
};

const statisticsOf = async (file: string): Promise<SippResult> => {
  const columns = parseStatistics(await readFile(file, 'latin1'));
  const total = (name: string): number => Number(columns.get(`${name}(C)`) ?? Number.NaN);
  return {
    registered: total('SuccessfulCall'),
    failed: total('FailedCall'),
    resent: total('Retransmissions'),
  };
};

/** Lets one SIPp register phones as fast as they are answered. Throws when it cannot run. */
export const runSipp = async ({ port, dir, index, registrations }: SippRun): Promise<SippResult> => {
  const statistics = join(dir, `sipp-${index}.csv`);
  await rm(statistics, { force: true });
  const sipp = await spawnProcess({
    command: 'sipp',
    args: [
      ...[`${LOOPBACK}:${port}`, '-i', LOOPBACK, '-nostdin'],
      ...['-sf', join(dir, SCENARIO_FILE), '-inf', join(dir, USERS_FILE), '-auth_uri', SIP_DOMAIN],
      ...['-m', String(registrations), '-l', String(AT_ONCE), '-r', String(registrations)],
      ...['-buff_size', String(SOCKET_BUFFER), '-trace_stat', '-stf', statistics, '-fd', '1'],
    ],
    cwd: dir,
  });
  try {
    const { code } = await withDeadline(sipp.exited, RUN_MS, 'SIPp');
    // 1: some calls failed, which the statistics tell.
    if (code === 0 || code === 1) return await statisticsOf(statistics);
    throw new TandemError('CLOSED', `SIPp ended with code ${code}: ${sipp.output().slice(-500)}`);
  } finally {
    await sipp.kill();
  }
};
