import { join } from 'node:path';
import type { Benchmark, BenchmarkContext } from '../harness/benchmark.ts';
import { Program } from '../harness/program.ts';
import type { Outcome } from '../harness/report.ts';
import { withResources } from '../harness/resources.ts';
import { startLoad } from '../http/start-load.ts';
import type { BulkImported } from '../http/load-questions.ts';
import type { NodeQuestions } from '../system/node-questions.ts';

const FULL = { rows: 200_000, seconds: 10 };
const QUICK = { rows: 5000, seconds: 1 };
const CONNECTIONS = 32;
const IMPORT_MS = 900_000;
const SAMPLE_MS = 100;
const MEGABYTE = 1024 * 1024;
/** Where the memory is told. */
const MOMENTS = [0.1, 0.5, 1] as const;

interface Watched {
  readonly imported: BulkImported;
  /** Resident bytes at each of the moments. */
  readonly resident: readonly number[];
}

/** Looks at the memory of the service while it imports; rows go through it at an even pace. */
const watched = async (service: Program<NodeQuestions>, work: Promise<BulkImported>): Promise<Watched> => {
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(service.residentBytes()), SAMPLE_MS);
  try {
    const imported = await work;
    samples.push(service.residentBytes());
    const resident = MOMENTS.map((moment) => samples[Math.ceil(moment * samples.length) - 1] ?? 0);
    return { imported, resident };
  } finally {
    clearInterval(timer);
  }
};

const run = ({ dir, quick, progress }: BenchmarkContext): Promise<Outcome> =>
  withResources(async (resources) => {
    const { rows, seconds } = quick ? QUICK : FULL;
    const load = await startLoad(resources);
    const service = await Program.start<NodeQuestions>(new URL('../system/node-program.js', import.meta.url));
    resources.add(service, (started) => started.stop());
    const log = { kind: 'sqlite' as const, file: join(dir, 'log.db') };
    const started = await service.ask('start', { dir, log, provisioning: true, unit: null });
    const port = started.port ?? 0;
    progress(`single creations for ${seconds} s, then ${rows} rows in one request`);
    const single = await load.ask('saturate', { port, connections: CONNECTIONS, seconds, prefix: 'single' });
    const work = load.ask('import', { port, rows, prefix: 'bulk' }, IMPORT_MS);
    const { imported, resident } = await watched(service, work);
    const perSecond = imported.created / imported.seconds;
    return {
      kind: 'measured',
      tables: [
        {
          title: `Clients created, SQLite, relay and log in the process`,
          columns: ['Clients', 'per s'],
          rows: [
            {
              name: `one a request, ${CONNECTIONS} connections`,
              cells: [single.latencies.length, single.perSecond],
            },
            { name: 'one import', cells: [imported.created, perSecond] },
          ],
        },
        {
          title: 'Memory of the service while it imports, MB resident',
          columns: MOMENTS.map((moment) => `${moment * 100} %`),
          rows: [{ name: 'one import', cells: resident.map((bytes) => bytes / MEGABYTE) }],
        },
      ],
      verdicts: [
        {
          what: 'Clients per second, import : one a request',
          value: perSecond / single.perSecond,
          unit: '×',
        },
        {
          what: 'resident memory, at the end : at half of the import',
          value: (resident[2] ?? 0) / (resident[1] ?? 1),
          unit: '×',
          target: { atMost: 1.25 },
        },
      ],
      notes: [],
    };
  });

export const bulkImport: Benchmark = {
  name: 'import',
  about: '200,000 Clients in one import: rows per second next to single creations, memory on the way',
  run,
};
