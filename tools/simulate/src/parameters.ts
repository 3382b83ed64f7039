import type { PropagationModel } from '@tandem/unit';

/** How records get from the broker that the relay writes to, to the units. */
export type Topology =
  /** Every unit reads from that broker. */
  | 'direct'
  /** Each region has a mirror that reads once, and its units read from the mirror. */
  | 'mirrors';

/** What is simulated. Times are milliseconds, sizes bytes, rates per second. */
export interface Parameters {
  readonly units: number;
  readonly clients: number;
  readonly regions: number;
  readonly topology: Topology;
  readonly model: PropagationModel;
  readonly writesPerSecond: number;
  readonly seconds: number;
  /** How long one region is cut off; 0: never. */
  readonly outageSeconds: number;
  readonly services: Services;
}

/** What each step takes: measured on two cores where a benchmark has it, else said to be assumed. */
export interface Services {
  /** A group commit of the journal. */
  readonly commitMs: number;
  /** A transaction of the relay, whatever is in it. */
  readonly relayMs: number;
  /** More of it for each record. */
  readonly relayRecordMs: number;
  /** Most records of a transaction. */
  readonly relayRecords: number;
  /** A mirror's consume and produce. */
  readonly mirrorMs: number;
  /** From a record on the broker to a reader that waits for it, beside the network. */
  readonly fetchMs: number;
  /** A unit's transaction for a batch, of which a core does one at a time. */
  readonly applyMs: number;
  /** Mean of what the scheduler adds to each unit's turn. */
  readonly jitterMs: number;
  /** Units that share a host, and its cores. */
  readonly unitsPerHost: number;
  readonly coresPerHost: number;
  /** One way, between regions and within one. */
  readonly farMs: number;
  readonly nearMs: number;
  readonly recordBytes: number;
  readonly cachedBytes: number;
  /** What brokers and mirrors send in all, and one unit takes, a second. */
  readonly egressBytes: number;
  readonly readerBytes: number;
  /** Events a second that a unit stores which starts without a cache. */
  readonly rebuildEvents: number;
}

export const SERVICES: Services = {
  commitMs: 2,
  relayMs: 9,
  relayRecordMs: 0.05,
  relayRecords: 500,
  mirrorMs: 10,
  fetchMs: 1,
  applyMs: 1,
  jitterMs: 1,
  unitsPerHost: 1,
  coresPerHost: 2,
  farMs: 60,
  nearMs: 0.5,
  recordBytes: 1250,
  cachedBytes: 1500,
  egressBytes: 1.25e9,
  readerBytes: 1.25e8,
  rebuildEvents: 15_000,
};

/** What the figures rest on, for whoever reads them. */
export const ASSUMPTIONS: readonly string[] = [
  'Writes arrive at random (Poisson); the journal commits what waits at once, one commit at a time.',
  'One relay, one transaction at a time, at most 500 records; the broker itself costs nothing but its bandwidth.',
  'A broker or mirror sends each record once to every reader, one after the other, at its full bandwidth.',
  'Regions are one network hop of 60 ms from the broker; a mirror adds 10 ms (assumed, not measured here).',
  'A unit applies a batch in 1 ms, and its scheduler adds an exponential millisecond; hosts have 2 cores.',
  'Units lose no connection but in the outage; one without a cache stores 15,000 events a second, as measured.',
];
