import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { EventLog, LogConsumer } from '@tandem/event-log';
import { EventLogServer, RethrowFilter } from '@tandem/event-log-nest';
import { UNIT_TOPICS } from '@tandem/unit';
import type { UnitRuntime } from '@tandem/unit';
import { TopicPositions } from './topic-handlers.ts';
import type { TopicReader } from './topic-handlers.ts';
import { UnitAppModule } from './unit-app.module.ts';
import type { UnitExtension } from './unit-app.module.ts';

export interface LogListenerOptions {
  readonly unit: string;
  readonly runtime: UnitRuntime;
  readonly log: EventLog;
  readonly extension: UnitExtension;
  /** Who reads the topics of the extension's controllers. */
  readonly readers: readonly TopicReader[];
}

export interface LogListener {
  close(): Promise<void>;
}

/** Lets a unit read the log as a Nest microservice: all partitions, at its own positions. */
export const listenToLog = async (options: LogListenerOptions): Promise<LogListener> => {
  const { unit, runtime, log, extension, readers } = options;
  const own: TopicReader = { topics: UNIT_TOPICS, handlers: runtime.handlers };
  const strategy = new EventLogServer({
    log,
    reader: unit,
    positions: new TopicPositions([own, ...readers]),
  });
  const app = await NestFactory.createMicroservice(UnitAppModule.over(runtime, extension), {
    strategy,
    logger: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new RethrowFilter());
  await app.listen();
  const unlisten = runtime.listen({
    reconnect: (why) => strategy.unwrap<LogConsumer | undefined>()?.reconnect(why),
  });
  return {
    close: () => {
      unlisten();
      return app.close();
    },
  };
};
