import { RESOURCE_TOPICS, TOPICS } from '@tandem/contracts';
import type { RelayCheckpoint } from '@tandem/contracts';
import type { EventLog, LogPublisher } from '@tandem/event-log';
import type { JournalStore } from '@tandem/journal';
import { TandemError } from '@tandem/kernel';
import type { Random } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import { emptyCheckpoint, withAllTopics } from './advance.ts';
import type { Leadership } from './leadership.ts';
import { startingPoint } from './starting-point.ts';

export interface TakeOverContext {
  readonly store: JournalStore;
  readonly log: EventLog;
  readonly leadership: Leadership;
  readonly random: Random;
  readonly logger: Logger;
}

/** A leader that may publish: its publisher has fenced all others, and its checkpoint is the log's own. */
export interface Reign {
  readonly publisher: LogPublisher;
  readonly checkpoint: RelayCheckpoint;
  readonly partitions: number;
  /** The journal's head at its beginning: below it the log is being filled, and proves nothing yet. */
  readonly marksFrom: number;
}

const GENERATION_BYTES = 8;

/** Of each topic of resources: they are made together, and one that came later must be like the others. */
const partitionsOf = async (log: EventLog): Promise<number> => {
  const partitions = await log.partitions(TOPICS.clients.name);
  for (const topic of RESOURCE_TOPICS) {
    const found = await log.partitions(topic);
    if (found === partitions) continue;
    throw new TandemError(
      'LOG_MISCONFIGURED',
      `${topic} has ${found} partitions, ${TOPICS.clients.name} has ${partitions}: make it anew with as many`,
    );
  }
  return partitions;
};

const begin = async (context: TakeOverContext, publisher: LogPublisher): Promise<Reign> => {
  const { store, log, logger } = context;
  const partitions = await partitionsOf(log);
  const head = await store.journal.head();
  const point = startingPoint({
    checkpoint: await publisher.checkpoint(),
    memory: await store.logMemory.recall(),
    head,
  });
  if (point.kind === 'continue') {
    const checkpoint = withAllTopics(point.checkpoint, partitions);
    return { publisher, checkpoint, partitions, marksFrom: head };
  }
  const generation = context.random.bytes(GENERATION_BYTES).toString('hex');
  if (point.kind === 'republish') {
    logger.warn('the whole journal is published again under a new generation', {
      why: point.why,
      generation,
    });
  }
  return {
    publisher,
    partitions,
    marksFrom: head,
    checkpoint: emptyCheckpoint(generation, partitions),
  };
};

/**
 * The order that keeps two leaders apart (design §2b): lease → fencing publisher → the lease read again, still ours →
 * checkpoint. Null while another process leads.
 */
export const takeOver = async (context: TakeOverContext): Promise<Reign | null> => {
  if (!(await context.leadership.hold())) return null;
  const publisher = await context.log.openPublisher();
  try {
    if (await context.leadership.renew()) return await begin(context, publisher);
  } catch (error) {
    await publisher.close();
    throw error;
  }
  await publisher.close();
  return null;
};
