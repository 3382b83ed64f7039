import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callRecord } from '@tandem/contracts/testing';
import { seededRandom } from '@tandem/kernel/testing';
import { describeWithOwnServers } from '@tandem/stack/testing';
import { waitFor } from '@tandem/testing';
import { writeCalls } from './testing/write-calls.ts';
import { describeReceipts } from './testing/describe-receipts.ts';
import { describeTour } from './testing/describe-tour.ts';
import { Ledger } from './testing/load/ledger.ts';
import { startLoad } from './testing/load/load.ts';
import { registersWith } from './testing/phone.ts';
import { RunningStack } from './testing/running-stack.ts';
import type { UnitPages } from './testing/unit-pages.ts';

const TIMEOUT_MS = 180_000;
const CONVERGED_MS = 60_000;
const WRITERS = 6;

const seed = Number(process.env['E2E_SEED'] ?? Date.now() % 1_000_000);

describeWithOwnServers(['kafka', 'mongo'], 'processes of their own on Kafka and MongoDB', () => {
  let stack: RunningStack;
  beforeAll(async () => {
    process.stderr.write(`real stack: E2E_SEED=${seed}\n`);
    stack = await RunningStack.start();
  }, TIMEOUT_MS);
  afterAll(() => stack.close(), TIMEOUT_MS);

  /** Waits until the leader has passed all of the journal: what the dead one left half-way is finished then. */
  const relayed = (pages: UnitPages): Promise<unknown> =>
    waitFor(
      async () => {
        const { body } = await pages.get<{ journal: { revision: number }; relay: { revision: number } }>(
          '/health/ready',
        );
        return body.relay.revision >= body.journal.revision;
      },
      { what: 'the relay to be at the head', timeoutMs: 30_000, intervalMs: 100 },
    );

  /** What the API says of each of these logins: sid and version, or null for none. */
  const truthOf = async (api: RunningStack['api'], logins: readonly string[]) => {
    const listed = new Map((await api.list()).body.map(({ login, sid }) => [login, sid]));
    return Promise.all(
      logins.map(async (login) => {
        const sid = listed.get(login);
        if (sid === undefined) return { login, sid: null, version: null };
        const tag = (await api.read(sid)).headers.get('etag');
        return { login, sid, version: Number(tag?.slice(1, -1)) };
      }),
    );
  };

  const beliefsOf = (pages: UnitPages, logins: readonly string[]) =>
    Promise.all(
      logins.map(async (login) => {
        const { status, body } = await pages.client(login);
        if (status === 404) return { login, sid: null, version: null };
        return { login, sid: body.sid, version: body.version };
      }),
    );

  /** Waits until every unit believes just what the API says. */
  const converge = async (api: RunningStack['api'], logins: readonly string[]): Promise<void> => {
    for (const pages of [stack.cp1.pages, stack.cp2.pages, stack.sms1]) {
      await waitFor(
        async () => {
          expect(await beliefsOf(pages, logins)).toEqual(await truthOf(api, logins));
          return true;
        },
        { what: `${pages.url} to believe what the API says`, timeoutMs: CONVERGED_MS, intervalMs: 200 },
      );
    }
  };

  describeTour('the tour, on Kafka and MongoDB', () => stack);
  describeReceipts('receipts, on Kafka and MongoDB', () => stack);

  describe('two provisioning processes', () => {
    it('are one service: fifty creates of one login over both, one wins', async () => {
      const [one, two] = [stack.apiOf('provisioning-1'), stack.apiOf('provisioning-2')];
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? one : two).create('wanted', `secret-${n}`)),
      );
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 201)).toHaveLength(1);
      expect(statuses.filter((status) => status === 409)).toHaveLength(49);
      await converge(stack.api, ['wanted']);
    }, 60_000);

    it(
      'show every call that units write, again also when their copy is gone',
      async () => {
        const { accountSid } = stack.api.credentials;
        const calls = Array.from({ length: 60 }, (_, index) =>
          callRecord({
            sid: `CA${String(index).padStart(32, '0')}`,
            accountSid,
            startedAt: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
          }),
        );
        await writeCalls(
          stack.kafka.brokers,
          calls.map((call) => ({ ...call, status: 'ringing' })),
        );
        await writeCalls(stack.kafka.brokers, calls);
        const csvOf = async (name: string): Promise<string> => {
          const { body } = await stack.apiOf(name).call<string>('GET', '/Calls.csv');
          expect(body.match(/,completed,/g)).toHaveLength(calls.length);
          return body;
        };
        const patience = { what: 'all calls', timeoutMs: 30_000 };
        const one = await waitFor(() => csvOf('provisioning-1'), patience);
        expect(await waitFor(() => csvOf('provisioning-2'), patience)).toBe(one);
        const member = stack.member('provisioning-1');
        await member.process.stop({ graceMs: 20_000 });
        for (const end of ['', '-wal', '-shm'])
          rmSync(`${stack.scratch(member.name)}/records.db${end}`, { force: true });
        await member.startAgain();
        expect(await waitFor(() => csvOf(member.name), patience)).toBe(one);
      },
      TIMEOUT_MS,
    );

    it(
      'go on when the one that leads is killed in mid-load: nothing acknowledged is lost, units converge',
      async () => {
        const leader = await stack.leader();
        const other = leader.name === 'provisioning-1' ? 'provisioning-2' : 'provisioning-1';
        const random = seededRandom(seed);
        const [atLeader, atOther] = [new Ledger(), new Ledger()];
        const dying = startLoad(stack.apiOf(leader.name), {
          writers: WRITERS,
          random,
          ledger: atLeader,
          name: 'dying',
        });
        const living = startLoad(stack.apiOf(other), {
          writers: WRITERS,
          random,
          ledger: atOther,
          name: 'living',
        });
        await waitFor(() => atLeader.acknowledged >= 10 && atOther.acknowledged >= 10, {
          what: 'the first answers',
          timeoutMs: 30_000,
        });
        await leader.process.kill();
        await dying.ended;
        const sofar = atOther.acknowledged;
        await waitFor(() => atOther.acknowledged > sofar + 10, {
          what: 'the other to go on',
          timeoutMs: 30_000,
        });
        await living.stop();
        expect((await stack.leader()).name).toBe(other);

        await relayed(stack.member(other).pages);
        const api = stack.apiOf(other);
        const listed = (await api.list()).body;
        const of = (name: string) => listed.filter(({ login }) => login.startsWith(name));
        expect(atLeader.reconcile(of('dying'))).toEqual([]);
        expect(atOther.reconcile(of('living'))).toEqual([]);
        await converge(
          api,
          [...atLeader.entries(), ...atOther.entries()].map(({ login }) => login),
        );
        await leader.startAgain();
        expect((await stack.apiOf(leader.name).list()).body.map(({ sid }) => sid).sort()).toEqual(
          listed.map(({ sid }) => sid).sort(),
        );
      },
      TIMEOUT_MS,
    );
  });

  describe('a unit', () => {
    it(
      'that was killed catches up with what happened meanwhile',
      async () => {
        const unit = stack.member('cp-1');
        const kept = await stack.api.create('kept', 'secret');
        const gone = await stack.api.create('gone', 'secret');
        await converge(stack.api, ['kept', 'gone']);
        await unit.process.kill();
        expect((await stack.api.update(kept.body.sid, { Password: 'changed' })).status).toBe(200);
        expect((await stack.api.remove(gone.body.sid)).status).toBe(200);
        expect((await stack.api.create('fresh', 'secret')).status).toBe(201);
        await delay(100);
        await unit.startAgain();
        await converge(stack.api, ['kept', 'gone', 'fresh']);
        const server = stack.cp1.sip;
        await registersWith(
          { server, login: 'kept', password: 'changed' },
          { status: 200, withinMs: 30_000 },
        );
        await registersWith({ server, login: 'gone', password: 'secret' }, { status: 403 });
      },
      TIMEOUT_MS,
    );
  });
});
