// Runs from source, as the corpus and the mutator are no part of what is built.
import { seededRandom } from '@tandem/kernel/testing';
import { buildResponse, parseMessage, serialize, validateRequest, validateResponse } from '@tandem/sip';
import type { ParseOutcome } from '@tandem/sip';
import { mutate, plainRequest, rfc4475Corpus, wire } from '@tandem/sip/fuzzing';
import { ownCpuSeconds, perCpuSecond } from '../harness/per-cpu-second.ts';
import { serveProgram } from '../harness/serve-program.ts';
import type { Parsed, ParserPlan, ParserQuestions } from '../parser/parser-questions.ts';

const CHUNK = 5000;
const SUSPECTS = 50;
const REPEATS = 20;
const US_PER_MS = 1000;

interface Timed {
  readonly octets: Buffer;
  readonly micros: number;
}

/** What a server does with every message before it decides anything. */
const read = (octets: Buffer): ParseOutcome['kind'] => {
  const outcome = parseMessage(octets, { transport: 'datagram' });
  if (outcome.kind !== 'message') return outcome.kind;
  const { message } = outcome;
  const { ok } =
    message.kind === 'request' ? validateRequest(message) : validateResponse(message, 'user-agent');
  return ok ? 'message' : 'refused';
};

const microsOf = (octets: Buffer): number => {
  const begun = performance.now();
  read(octets);
  return (performance.now() - begun) * US_PER_MS;
};

const slowest = (timed: readonly Timed[]): Timed[] =>
  timed.toSorted((one, other) => other.micros - one.micros).slice(0, SUSPECTS);

const repeated = ({ octets }: Timed): Timed => ({
  octets,
  micros: Math.min(...Array.from({ length: REPEATS }, () => microsOf(octets))),
});

const mutants = ({ seed, messages }: ParserPlan): Parsed => {
  const random = seededRandom(seed);
  const corpus = [plainRequest(), ...rfc4475Corpus().map(({ octets }) => octets)] as const;
  const kinds = { message: 0, refused: 0, dropped: 0, 'keep-alive': 0 };
  let [bytes, cpuSeconds] = [0, 0];
  let suspects: Timed[] = [];
  for (let done = 0; done < messages; done += CHUNK) {
    const chunk = Array.from({ length: Math.min(CHUNK, messages - done) }, () => mutate(random, corpus));
    const begun = ownCpuSeconds();
    for (const octets of chunk) kinds[read(octets)] += 1;
    cpuSeconds += ownCpuSeconds() - begun;
    bytes += chunk.reduce((sum, octets) => sum + octets.length, 0);
    const timed = chunk.map((octets) => ({ octets, micros: microsOf(octets) }));
    suspects = slowest([...suspects, ...timed]);
  }
  const [worst] = slowest(suspects.map(repeated));
  return {
    perCpuSecond: messages / cpuSeconds,
    read: kinds.message,
    refused: kinds.refused,
    dropped: kinds.dropped + kinds['keep-alive'],
    bytes,
    worstMicros: suspects[0]?.micros ?? Number.NaN,
    worstRepeatedMicros: worst?.micros ?? Number.NaN,
    worstBytes: worst?.octets.length ?? 0,
  };
};

const REGISTER = wire([
  'REGISTER sip:tandem.local SIP/2.0',
  'Via: SIP/2.0/UDP 127.0.0.1:5061;branch=z9hG4bK-30279-1-0;rport',
  'Max-Forwards: 70',
  'From: <sip:bench0@tandem.local>;tag=30279bench1',
  'To: <sip:bench0@tandem.local>',
  'Call-ID: 1-30279@127.0.0.1',
  'CSeq: 1 REGISTER',
  'Contact: <sip:bench0@127.0.0.1:5061>',
  'Expires: 3600',
  'User-Agent: bench',
  'Content-Length: 0',
]);

const answer = (): void => {
  const outcome = parseMessage(REGISTER, { transport: 'datagram' });
  if (outcome.kind !== 'message' || outcome.message.kind !== 'request') return;
  if (!validateRequest(outcome.message).ok) return;
  serialize(buildResponse(outcome.message, { status: 200, toTag: 'bench' }));
};

const registers = (messages: number): number => {
  for (let warmUp = 0; warmUp < messages / 4; warmUp += 1) answer();
  return perCpuSecond(messages, () => {
    for (let done = 0; done < messages; done += 1) answer();
  });
};

await serveProgram<ParserQuestions>(() => ({ answers: { mutants, registers } }));
