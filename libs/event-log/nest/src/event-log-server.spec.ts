import 'reflect-metadata';
import { join } from 'node:path';
import { Controller, Module } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import type { EventLog, LogBatch } from '@tandem/event-log';
import { openSqliteEventLog } from '@tandem/event-log-sqlite';
import { checkpointAt, clientRecord, RecordingReader } from '@tandem/event-log/testing';
import { recordingLogger } from '@tandem/telemetry/testing';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { of, throwError, timer } from 'rxjs';
import type { Observable } from 'rxjs';
import { mergeMap } from 'rxjs/operators';
import { BatchContext, EventLogServer, RethrowFilter } from './index.ts';

const CLIENTS = TOPICS.clients.name;

/** The store of the microservice under test; each test sets it. */
let store = new RecordingReader();
/** What the second handler of the topic does. */
let second: () => Observable<unknown> = () => of('done');
let contexts: BatchContext[] = [];

@Controller()
class ClientsController {
  @EventPattern<string>(CLIENTS)
  async handle(@Payload() batch: LogBatch, @Ctx() context: BatchContext): Promise<void> {
    contexts.push(context);
    await store.batch(batch);
  }
}

@Controller()
class StreamingController {
  @EventPattern<string>(CLIENTS)
  handle(): Observable<unknown> {
    return second();
  }
}

@Controller()
class AskingController {
  @MessagePattern<string>('tandem.questions')
  answer(): string {
    return '42';
  }
}

@Module({ controllers: [ClientsController] })
class UnitModule {}
@Module({ controllers: [ClientsController, StreamingController] })
class TwoHandlersModule {}
@Module({ controllers: [ClientsController, AskingController] })
class AskingModule {}
@Module({})
class EmptyModule {}

interface Closable {
  close(): Promise<void>;
}

describe('EventLogServer', () => {
  const logger = recordingLogger();
  let dir: TempDir;
  let log: EventLog;
  let open: Closable[];

  beforeEach(async () => {
    store = new RecordingReader();
    second = () => of('done');
    contexts = [];
    open = [];
    logger.lines.length = 0;
    dir = await tempDir('tandem-nest-');
    log = openSqliteEventLog({ file: join(dir.path, 'log.db'), partitions: 1, logger });
    await log.ensureTopics(Object.values(TOPICS));
  });

  afterEach(async () => {
    await Promise.all(open.map((app) => app.close()));
    await log.close();
    await dir.remove();
  });

  const start = async (module: Type, server = serverOf()): Promise<Closable> => {
    const app = await NestFactory.createMicroservice(module, {
      strategy: server,
      logger: false,
      abortOnError: false,
    });
    app.useGlobalFilters(new RethrowFilter());
    open.push(app);
    await app.listen();
    return app;
  };
  const serverOf = (): EventLogServer => new EventLogServer({ log, reader: 'unit-1', positions: store });
  const publish = async (...texts: string[]): Promise<void> => {
    const publisher = await log.openPublisher();
    await publisher.publish(
      texts.map((text) => clientRecord({ value: Buffer.from(text) })),
      checkpointAt(texts.length),
    );
  };

  it('hands batches and their context to an ordinary Nest controller', async () => {
    await publish('a', 'b');
    await start(UnitModule);
    await waitFor(() => store.records.length === 2);
    expect(store.values()).toEqual(['a', 'b']);
    expect(contexts[0]).toBeInstanceOf(BatchContext);
    expect(contexts[0]).toMatchObject({ reader: 'unit-1', topic: CLIENTS, partition: 0, nextOffset: 2 });
    expect(contexts[0]?.atEnd).toBe(true);
  });

  it('gives a handler that throws the same batch again, and moves no position', async () => {
    let refusals = 0;
    store.intercept = async (batch) => {
      if (batch.records.length === 0 || refusals >= 2) return;
      refusals += 1;
      expect(store.positions.get(`${CLIENTS}/0`) ?? 0).toBe(0);
      throw new Error('the disk is full');
    };
    await publish('a', 'b');
    await start(UnitModule);
    await waitFor(() => store.records.length === 2);
    expect(refusals).toBe(2);
    expect(store.values()).toEqual(['a', 'b']);
  });

  it('reports what the handler really threw', async () => {
    store.intercept = () => Promise.reject(new Error('the disk is full'));
    await start(UnitModule);
    const line = await waitFor(() => logger.lines.find(({ level }) => level === 'warn'));
    expect(line.fields).toMatchObject({ why: 'the disk is full', topic: CLIENTS, partition: 0 });
  });

  it('notices the failure also without the filter, and says how to see the reason', async () => {
    store.intercept = () => Promise.reject(new Error('the disk is full'));
    const strategy = serverOf();
    const app = await NestFactory.createMicroservice(UnitModule, { strategy, logger: false });
    open.push(app);
    await app.listen();
    const line = await waitFor(() => logger.lines.find(({ level }) => level === 'warn'));
    expect(line.fields['why']).toMatch(
      /handler of tandem.clients failed: Internal server error.*RethrowFilter/,
    );
    expect(store.batches).toEqual([]);
  });

  it('waits for handlers that return streams, all handlers of a topic, and fails if one does', async () => {
    let failures = 0;
    second = () =>
      timer(5).pipe(
        mergeMap(() => {
          failures += 1;
          return failures <= 2 ? throwError(() => new Error('not yet')) : of('done');
        }),
      );
    await publish('a');
    await start(TwoHandlersModule);
    await waitFor(() => failures > 2);
    expect(logger.lines.filter(({ fields }) => fields['why'] === 'not yet')).toHaveLength(2);
  });

  it('asks the position store where to start, and tells it of a reset and of its condition', async () => {
    await publish('a', 'b', 'c');
    store.positions.set(`${CLIENTS}/0`, 2);
    await start(UnitModule);
    await waitFor(() => store.records.length === 1);
    expect(store.values()).toEqual(['c']);
    expect(store.conditions).toEqual(['ASSIGNED']);

    const lost = new RecordingReader({ [`${CLIENTS}/0`]: 1000 });
    store = lost;
    await start(UnitModule);
    await waitFor(() => lost.records.length === 3);
    expect(lost.resets).toEqual([`${CLIENTS}/0`]);
  });

  it('tells listeners of its condition, and gives its consumer', async () => {
    const server = serverOf();
    const conditions: string[] = [];
    server.on('condition', (condition) => conditions.push(condition));
    await start(UnitModule, server);
    await waitFor(() => conditions.length > 0);
    expect(conditions).toEqual(['ASSIGNED']);
    expect(server.unwrap()).toBeDefined();
  });

  it('closes with the application: no handler runs afterwards', async () => {
    const app = await start(UnitModule);
    await waitFor(() => store.batches.length > 0);
    await app.close();
    const handled = store.batches.length;
    await publish('late');
    const witness = new RecordingReader();
    await log.subscribe({ reader: 'witness', topics: [CLIENTS], handlers: witness });
    await waitFor(() => witness.records.length === 1);
    expect(store.batches).toHaveLength(handled);
  });

  it('works in a hybrid application that hands on its filters', async () => {
    const app = await NestFactory.create(UnitModule, new FastifyAdapter(), { logger: false });
    app.useGlobalFilters(new RethrowFilter());
    app.connectMicroservice({ strategy: serverOf() }, { inheritAppConfig: true });
    open.push(app);
    store.intercept = () => Promise.reject(new Error('the disk is full'));
    await app.startAllMicroservices();
    const line = await waitFor(() => logger.lines.find(({ level }) => level === 'warn'));
    expect(line.fields['why']).toBe('the disk is full');
  });

  it.each([
    ['request handlers: the log has no replies', AskingModule, /@MessagePattern/],
    ['an application without handlers', EmptyModule, /no @EventPattern handler/],
  ])('refuses %s', async (_, module, message) => {
    await expect(start(module)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(message),
    });
  });

  it('calls the processing hooks around each batch, even those that do not hand on the promise', async () => {
    const server = serverOf();
    const seen: string[] = [];
    server.setOnProcessingStartHook((_, __, done) => {
      seen.push('start');
      void done();
    });
    server.setOnProcessingEndHook(() => seen.push('end'));
    await start(UnitModule, server);
    await waitFor(() => seen.length >= 2);
    expect(seen.slice(0, 2)).toEqual(['start', 'end']);
  });
});
