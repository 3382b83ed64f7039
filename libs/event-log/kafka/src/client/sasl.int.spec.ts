import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { checkpointAt } from '@tandem/event-log/testing';
import { recordingLogger } from '@tandem/telemetry/testing';
import { startKafka } from '@tandem/stack';
import type { KafkaServer } from '@tandem/stack';
import { describeWithOwnServers } from '@tandem/stack/testing';
import { openKafkaEventLog } from '../index.ts';
import { saying, valuesOf } from '../testing/reading.ts';

jest.setTimeout(60_000);

const USER = { username: 'tandem', password: 's3cret-of-the-broker' };

describeWithOwnServers(['kafka'], 'a broker that wants a password (SASL)', () => {
  let kafka: KafkaServer;

  beforeAll(async () => {
    const { username, password } = USER;
    kafka = await startKafka({
      properties: {
        'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,DIRECT:SASL_PLAINTEXT',
        'sasl.enabled.mechanisms': 'PLAIN',
        'sasl.mechanism.inter.broker.protocol': 'PLAIN',
        'listener.name.direct.plain.sasl.jaas.config':
          `org.apache.kafka.common.security.plain.PlainLoginModule required username="${username}" ` +
          `password="${password}" user_${username}="${password}";`,
      },
    });
  });

  afterAll(() => kafka.close());

  it('takes the right one', async () => {
    const log = openKafkaEventLog({
      brokers: kafka.brokers,
      partitions: 1,
      sasl: { mechanism: 'plain', ...USER },
    });
    await log.ensureTopics(Object.values(TOPICS));
    await (await log.openPublisher()).publish([saying('hello')], checkpointAt(1));
    expect(await valuesOf(log)).toEqual(['hello']);
    await log.close();
  });

  it('refuses a wrong one: LOG_UNAVAILABLE, and the password is in no line and no error', async () => {
    const logger = recordingLogger();
    const log = openKafkaEventLog({
      brokers: kafka.brokers,
      sasl: { mechanism: 'plain', username: 'tandem', password: 'wr0ng-one' },
      logger,
    });
    const error: unknown = await log.ensureTopics([TOPICS.clients]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'LOG_UNAVAILABLE',
      message: expect.stringMatching(/[Aa]uthentication/),
    });
    await log.close();
    expect(JSON.stringify([logger.lines, String(error)])).not.toContain('wr0ng-one');
  });
});
