import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import type { EventLog, LogPublisher } from '@tandem/event-log';
import { checkpointAt } from '@tandem/event-log/testing';
import { loseKafkaResponse, seeKafkaResponse, startKafkaBehindProxy } from '@tandem/stack';
import type { ProxiedKafka } from '@tandem/stack';
import { describeWithOwnServers } from '@tandem/stack/testing';
import { closeServers } from '../testing/close-servers.ts';
import { createKafkaHarness } from '../testing/kafka-harness.ts';
import type { KafkaHarness } from '../testing/kafka-harness.ts';
import { saying, valuesOf } from '../testing/reading.ts';

jest.setTimeout(60_000);

const SHORT = { publishMs: 1500 };
/** A publisher that opens writes once and takes it back. */
const PAST_OPENING = { skip: 1 };

describeWithOwnServers(['kafka'], 'publishing over a bad network', () => {
  let servers: ProxiedKafka;
  let harness: KafkaHarness;
  /** Behind the proxy. */
  let log: EventLog;
  /** Past the proxy. */
  let other: EventLog;

  beforeAll(async () => {
    servers = await startKafkaBehindProxy();
  });

  afterAll(() => closeServers(servers));

  beforeEach(async () => {
    harness = await createKafkaHarness(servers.kafka.brokers, { partitions: 1 });
    other = await harness.open();
    await other.ensureTopics(Object.values(TOPICS));
    log = harness.openWith({ brokers: servers.proxiedBrokers, timing: SHORT });
  });

  afterEach(async () => {
    servers.proxy.accept();
    servers.proxy.resume();
    await harness.dispose();
  });

  /** What the relay does: publishes all that the checkpoint lacks, and after an error begins again. */
  const relay = async (texts: readonly string[]): Promise<void> => {
    for (let attempt = 0; attempt < 10; attempt++) {
      let publisher: LogPublisher | undefined;
      try {
        publisher = await log.openPublisher();
        let revision = (await publisher.checkpoint())?.revision ?? 0;
        while (revision < texts.length) {
          revision += 1;
          await publisher.publish([saying(texts[revision - 1] ?? '')], checkpointAt(revision));
        }
        return;
      } catch {
        servers.proxy.accept();
      } finally {
        await publisher?.close();
      }
    }
    throw new Error('the relay did not get through');
  };

  // Without throwing the producer away: B is aborted, and the transaction after it is dropped as B's duplicate while its
  // commit resolves, so that the log holds A and D only.
  it('a lost answer to a produce request costs no later transaction', async () => {
    const publisher = await log.openPublisher();
    await publisher.publish([saying('A')], checkpointAt(1));
    await publisher.close();

    const lost = loseKafkaResponse(servers.proxy, 'Produce', PAST_OPENING).then(() => servers.proxy.refuse());
    await relay(['A', 'B', 'C', 'D']);
    await lost;
    expect(await valuesOf(other)).toEqual(['A', 'B', 'C', 'D']);
  });

  it('a publisher whose answer was lost takes nothing more, even when the network is back', async () => {
    const lost = loseKafkaResponse(servers.proxy, 'Produce', PAST_OPENING).then(() => servers.proxy.refuse());
    const publisher = await log.openPublisher();
    await expect(publisher.publish([saying('B')], checkpointAt(1))).rejects.toMatchObject({
      code: 'LOG_UNAVAILABLE',
    });
    await lost;
    servers.proxy.accept();
    await expect(publisher.publish([saying('C')], checkpointAt(2))).rejects.toThrow(/died/);

    const next = await log.openPublisher();
    expect(await next.checkpoint()).toBeNull();
    await next.publish([saying('B')], checkpointAt(1));
    expect(await valuesOf(other)).toEqual(['B']);
  });

  it('a lost answer to a commit: the checkpoint tells that it was stored, and nothing is published twice', async () => {
    const lost = loseKafkaResponse(servers.proxy, 'EndTxn', PAST_OPENING);
    await relay(['A', 'B', 'C']);
    await lost;
    expect(await valuesOf(other)).toEqual(['A', 'B', 'C']);
  });

  it('a leader paused in the middle of a transaction wakes up fenced: nothing of it is ever seen', async () => {
    const zombie = await log.openPublisher();
    await zombie.publish([saying('first')], checkpointAt(1));
    servers.proxy.pause();
    const waking = zombie.publish([saying('zombie')], checkpointAt(2));
    waking.catch(() => undefined);

    const leader = await other.openPublisher();
    expect(await leader.checkpoint()).toEqual(checkpointAt(1));
    servers.proxy.resume();
    await expect(waking).rejects.toMatchObject({ code: 'LOG_FENCED' });
    await leader.publish([saying('second')], checkpointAt(2));
    expect(await valuesOf(other)).toEqual(['first', 'second']);
  });

  // Without the proof each of the two would hold one transactional id, and both would publish.
  it('of two that open at the same time only one can publish, however their steps interleave', async () => {
    const initialised = seeKafkaResponse(servers.proxy, 'InitProducerId');
    const opening = log.openPublisher();
    opening.catch(() => undefined);
    await initialised;
    servers.proxy.pause();
    const second = await other.openPublisher();
    servers.proxy.resume();

    await expect(opening).rejects.toMatchObject({ code: 'LOG_FENCED' });
    // The one that came late took an id away, so the other is fenced too; whoever opens next goes on.
    await expect(second.publish([saying('second')], checkpointAt(1))).rejects.toMatchObject({
      code: 'LOG_FENCED',
    });
    const third = await other.openPublisher();
    for (const text of ['A', 'B', 'C']) await third.publish([saying(text)], checkpointAt(1));
    expect(await valuesOf(other)).toEqual(['A', 'B', 'C']);
  });

  it('a publish that gets no answer ends in time', async () => {
    const publisher = await log.openPublisher();
    servers.proxy.pause();
    const started = performance.now();
    await expect(publisher.publish([saying('A')], checkpointAt(1))).rejects.toMatchObject({
      code: 'LOG_UNAVAILABLE',
    });
    await publisher.close();
    expect(performance.now() - started).toBeLessThan(10 * SHORT.publishMs);
  });

  it('a writer goes on after a lost answer, with no later write lost', async () => {
    const lost = loseKafkaResponse(servers.proxy, 'Produce').then(() => servers.proxy.refuse());
    const writer = await log.openWriter();
    await expect(writer.write([saying('B')])).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    await lost;
    servers.proxy.accept();
    for (const text of ['C', 'D']) await writer.write([saying(text)]);
    // B was stored although its writer could not know.
    expect(await valuesOf(other)).toEqual(['B', 'C', 'D']);
  });
});
