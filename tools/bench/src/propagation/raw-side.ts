import { waitFor } from '@tandem/testing';
import type { Side } from '../harness/compare.ts';
import type { Program } from '../harness/program.ts';
import { delaysOf, instantsOf, lastOf } from './delays.ts';
import type { Instants } from './delays.ts';
import type { Plan, Sample } from './plan.ts';
import type { RawQuestions } from './raw-questions.ts';

export interface RawSide {
  readonly name: string;
  readonly producer: Program<RawQuestions>;
  readonly consumers: readonly Program<RawQuestions>[];
}

const NONE = new Float64Array();

const consumedOf = async (consumer: Program<RawQuestions>, sent: readonly string[]): Promise<Instants> => {
  const handled = new Map<string, number>();
  const all = async (): Promise<boolean> => {
    const { keys, at } = await consumer.ask('consumed', null);
    for (const [key, instant] of instantsOf(keys, at)) handled.set(key, instant);
    return sent.every((key) => handled.has(key));
  };
  await waitFor(all, { what: 'every record to be consumed' });
  return handled;
};

/** Sends records at the planned rate and waits until the last of them was consumed by everybody. */
export const rawSide = (
  { name, producer, consumers }: RawSide,
  { perSecond, seconds }: Plan,
): Side<Sample> => ({
  name,
  round: async (index) => {
    const sent = await producer.ask('produce', { perSecond, seconds, from: index * perSecond * seconds });
    const handled = await Promise.all(consumers.map((consumer) => consumedOf(consumer, sent.keys)));
    return {
      delays: delaysOf(instantsOf(sent.keys, sent.at), lastOf(handled)),
      answers: NONE,
      whole: NONE,
      lateness: NONE,
    };
  },
});
