import type { Random } from '@tandem/kernel';
import { MAX_DELAY_SECONDS } from './propagation-model.ts';
import type { PropagationModel } from './propagation-model.ts';

/** The 99th percentile of the standard normal distribution. */
const Z99 = 2.3263478740408408;

/** A standard normal variate by the Box–Muller transform. */
const normal = (random: Random): number => {
  // float() is in [0, 1) and the logarithm of 0 is not finite.
  const radius = Math.sqrt(-2 * Math.log(1 - random.float()));
  return radius * Math.cos(2 * Math.PI * random.float());
};

const drawSeconds = (model: PropagationModel, random: Random, start: number): number => {
  switch (model.kind) {
    case 'none':
      return 0;
    case 'fixed':
      return model.seconds;
    case 'uniform':
      return model.from + (model.to - model.from) * random.float();
    case 'interval':
      return model.seconds - ((start / 1000) % model.seconds);
    case 'lognormal': {
      const sigma = Math.log(model.p99 / model.p50) / Z99;
      return model.p50 * Math.exp(sigma * normal(random));
    }
  }
};

export interface DelayInput {
  readonly random: Random;
  /** Journal's time of the event, milliseconds since the Unix epoch. */
  readonly recordedAt: number;
  /** This unit's time of receiving it. */
  readonly receivedAt: number;
}

/** A model's delay in whole milliseconds for an event whose delay starts at `start`, drawn anew by each call. */
export const drawDelay = (model: PropagationModel, random: Random, start: number): number =>
  Math.round(Math.min(drawSeconds(model, random, start), MAX_DELAY_SECONDS) * 1000);

/**
 * When an event may become visible: the earlier of its recording and its receipt, plus the drawn delay. Of two clocks
 * that disagree the earlier one counts, so that a unit whose clock is behind does not hold events for that long.
 */
export const drawDue = (model: PropagationModel, { random, recordedAt, receivedAt }: DelayInput): number => {
  const start = Math.min(recordedAt, receivedAt);
  return start + drawDelay(model, random, start);
};
