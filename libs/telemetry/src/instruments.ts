import { metrics } from '@opentelemetry/api';
import type { Attributes, Counter, Histogram, Meter, ObservableGauge } from '@opentelemetry/api';
import { METRICS } from './metric-names.ts';
import type { MetricId, MetricSpec } from './metric-names.ts';

type IdOf<K extends MetricSpec['kind']> = {
  [I in MetricId]: (typeof METRICS)[I]['kind'] extends K ? I : never;
}[MetricId];

/** The labels that a metric of the catalogue takes. */
export type LabelsOf<I extends MetricId> = Readonly<
  Record<(typeof METRICS)[I]['labels'][number], string | number>
>;

const SCOPE = 'tandem';

interface Instruments {
  readonly meter: Meter;
  readonly counters: Map<MetricId, Counter>;
  readonly histograms: Map<MetricId, Histogram>;
  readonly gauges: Map<MetricId, ObservableGauge>;
}

let provider: unknown;
let instruments: Instruments | undefined;

// The metrics API has no proxy: instruments made before the SDK registers stay silent for ever, so they are made on
// first use and again when another provider is registered.
const current = (): Instruments => {
  const now = metrics.getMeterProvider();
  if (instruments === undefined || provider !== now) {
    provider = now;
    instruments = {
      meter: now.getMeter(SCOPE),
      counters: new Map(),
      histograms: new Map(),
      gauges: new Map(),
    };
  }
  return instruments;
};

const memo = <T>(map: Map<MetricId, T>, id: MetricId, make: (spec: MetricSpec) => T): T => {
  const known = map.get(id);
  if (known !== undefined) return known;
  const made = make(METRICS[id]);
  map.set(id, made);
  return made;
};

const options = (spec: MetricSpec) => ({
  description: spec.description,
  unit: spec.unit,
  ...(spec.buckets && { advice: { explicitBucketBoundaries: [...spec.buckets] } }),
});

/** Adds to a counter of the catalogue. */
export const count = <I extends IdOf<'counter'>>(id: I, labels: LabelsOf<I>, by = 1): void => {
  const { counters, meter } = current();
  memo(counters, id, (spec) => meter.createCounter(spec.name, options(spec))).add(by, labels);
};

/** Records one value, in the metric's unit, into a histogram of the catalogue. */
export const record = <I extends IdOf<'histogram'>>(id: I, labels: LabelsOf<I>, value: number): void => {
  const { histograms, meter } = current();
  memo(histograms, id, (spec) => meter.createHistogram(spec.name, options(spec))).record(value, labels);
};

/**
 * Lets a gauge of the catalogue be read whenever metrics are collected.
 * @returns stops observing; call it when the observed thing closes.
 */
export const observe = <I extends IdOf<'gauge'>>(
  id: I,
  labels: LabelsOf<I>,
  read: () => number,
): (() => void) => {
  const { gauges, meter } = current();
  const gauge = memo(gauges, id, (spec) => meter.createObservableGauge(spec.name, options(spec)));
  const callback = (result: { observe(value: number, attributes: Attributes): void }): void =>
    result.observe(read(), labels);
  gauge.addCallback(callback);
  return () => gauge.removeCallback(callback);
};
