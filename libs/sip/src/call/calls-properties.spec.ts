import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { CallWorld } from '../testing/call-world.ts';
import type { FakePhone } from '../testing/call-world.ts';

// Whatever phones do and whatever is lost: every call that began ends once, and nothing of it is left.

type Step =
  | { readonly kind: 'invite'; readonly by: number; readonly to: number }
  | { readonly kind: 'answer'; readonly by: number; readonly status: number }
  | { readonly kind: 'bye' | 'cancel' | 'ack' | 'copy'; readonly by: number }
  | { readonly kind: 'pass'; readonly ms: number };

const PHONES = 4;
const LOGINS = ['alice', 'bob', 'carol'];
const phone = fc.nat(PHONES - 1);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('invite' as const), by: phone, to: fc.nat(2) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      by: phone,
      status: fc.constantFrom(100, 180, 183, 200, 200, 302, 404, 486, 487, 503, 603),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('bye', 'cancel', 'ack', 'copy' as const), by: phone }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 100, max: 40_000 }) }),
  },
);

/** A cancel of the INVITE that a phone sent last. */
const cancel = (by: FakePhone): void => {
  const sent = by.sent.findLast((message) => message.kind === 'request' && message.method === 'INVITE');
  if (sent?.kind !== 'request') return;
  const cseq = (sent.headers.first('cseq') ?? '').replace('INVITE', 'CANCEL');
  const headers = sent.headers.without('content-type', 'contact').replaced('CSeq', cseq);
  by.send({ ...sent, method: 'CANCEL', headers, body: Buffer.alloc(0) });
};

class Play {
  readonly world = new CallWorld({ callLimits: { longestMs: 120_000 } });
  readonly #phones: readonly FakePhone[];
  #calls = 0;

  constructor() {
    this.#phones = [
      this.world.phone('alice', 5061),
      this.world.phone('bob', 5062),
      this.world.phone('bob', 5063),
      this.world.phone('carol', 5064),
    ];
  }

  do(what: Step): void {
    if (what.kind === 'pass') return this.world.pass(what.ms);
    const by = this.#phones[what.by];
    if (by === undefined) return;
    if (what.kind === 'invite') return this.#invite(by, LOGINS[what.to] ?? '');
    if (what.kind === 'answer') return this.#answer(by, what.status);
    if (what.kind === 'cancel') return cancel(by);
    if (what.kind === 'copy') return this.#copy(by);
    this.#within(by, what.kind === 'bye' ? 'BYE' : 'ACK');
  }

  #invite(by: FakePhone, to: string): void {
    this.#calls += 1;
    by.invite(to, [], { callId: `call-${this.#calls}` });
  }

  #answer(by: FakePhone, status: number): void {
    const asked = by.got.findLast((message) => message.kind === 'request' && message.method !== 'ACK');
    if (asked?.kind === 'request') by.answer(asked, status);
  }

  #copy(by: FakePhone): void {
    const last = by.sent.at(-1);
    if (last !== undefined) by.send(last);
  }

  /** In the dialog of the 2xx that it got or gave last. */
  #within(by: FakePhone, method: string): void {
    const got = by.got.findLast((message) => message.kind === 'response' && message.status === 200);
    const gave = by.sent.findLast((message) => message.kind === 'response' && message.status === 200);
    if (got?.kind === 'response') by.within(method, got, { called: true, cseq: 50 });
    else if (gave?.kind === 'response') by.within(method, gave, { called: false, cseq: 50 });
  }
}

const SEEDS = [1, 2, 3] as const;

describe('calls', () => {
  it.each(SEEDS)('end once each, and leave nothing, whatever phones do (seed %d)', (seed) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(7), (steps, lose) => {
        const play = new Play();
        const { world } = play;
        if (lose > 1) world.lose = (send) => send % lose === 0 && send > 2;
        for (const each of steps) {
          try {
            play.do(each);
          } catch (error) {
            // A challenge that was lost: the phone does not call.
            if (!String(error).includes('got no 407')) throw error;
          }
        }
        expect(world.unit.failures).toEqual([]);
        world.lose = () => false;
        world.pass(600_000);
        expect(world.unit.server.calls).toBe(0);
        const begun = new Set(world.reports.map(({ sid }) => sid));
        const ended = world.reports.filter(({ endedAt }) => endedAt !== null).map(({ sid }) => sid);
        expect([...ended].sort()).toEqual([...begun].sort());
      }),
      { seed, numRuns: 60 },
    );
  });
});
