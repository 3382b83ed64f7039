import type { Benchmark, BenchmarkContext } from '../harness/benchmark.ts';
import { Program } from '../harness/program.ts';
import type { Outcome } from '../harness/report.ts';
import { withResources } from '../harness/resources.ts';
import type { Parsed, ParserQuestions } from './parser-questions.ts';

const FULL = { messages: 200_000, registers: 300_000 };
const QUICK = { messages: 10_000, registers: 20_000 };
const DEFAULT_SEED = 4475;
/** The program is not built: it uses what the libraries have for tests. */
const PROGRAM = new URL('../../src/testing/parser-program.ts', import.meta.url);

const outcomeOf = (
  parsed: Parsed,
  registersPerCpuSecond: number,
  { seed, messages }: { seed: number; messages: number },
): Outcome => ({
  kind: 'measured',
  tables: [
    {
      title: `Messages read and checked: ${messages.toLocaleString('en-US')} mutations of RFC 4475, seed ${seed}`,
      columns: ['per CPU s', 'MB per CPU s', 'read', 'refused', 'dropped'],
      rows: [
        {
          name: 'mutations',
          cells: [
            parsed.perCpuSecond,
            ((parsed.bytes / messages) * parsed.perCpuSecond) / 1e6,
            parsed.read,
            parsed.refused,
            parsed.dropped,
          ],
        },
        { name: 'plain REGISTER, and its 200 built', cells: [registersPerCpuSecond, null, null, null, null] },
      ],
    },
  ],
  verdicts: [
    { what: 'worst time of a message, as it came', value: parsed.worstMicros, unit: 'µs' },
    {
      what: `worst time of a message when repeated (${parsed.worstBytes} octets)`,
      value: parsed.worstRepeatedMicros,
      unit: 'µs',
    },
  ],
  notes: ['SIP_FUZZ_SEED chooses other mutations. As it came: with whatever the machine did in between.'],
});

const run = ({ quick, progress }: BenchmarkContext): Promise<Outcome> =>
  withResources(async (resources) => {
    const { messages, registers } = quick ? QUICK : FULL;
    const seed = Number(process.env['SIP_FUZZ_SEED'] ?? DEFAULT_SEED);
    const execArgv = ['--conditions=@tandem/source'];
    const program = await Program.start<ParserQuestions>(PROGRAM, { execArgv });
    resources.add(program, (started) => started.stop());
    progress(`${messages} mutations, seed ${seed}`);
    const registersPerCpuSecond = await program.ask('registers', registers);
    return outcomeOf(await program.ask('mutants', { seed, messages }), registersPerCpuSecond, {
      seed,
      messages,
    });
  });

export const parser: Benchmark = {
  name: 'parser',
  about: 'SIP messages read per second, and the worst time over 200,000 mutated ones',
  run,
};
