import type { Parameters } from '../parameters.ts';

/** What a fleet of this size needs, whatever is written when. Seconds, bytes. */
export interface Capacity {
  /** What the broker that the relay writes to sends in a second. */
  readonly homeEgress: number;
  /** What the mirror of the largest region sends; 0 without mirrors. */
  readonly mirrorEgress: number;
  /** The cache of one unit. */
  readonly cacheBytes: number;
  /** The log, compacted. */
  readonly logBytes: number;
  /** A unit that reads all of the log, alone, and when its whole region does at once. */
  readonly replaySeconds: number;
  readonly replayTogetherSeconds: number;
  /** The same from a copy of a cache and the end of the log. */
  readonly snapshotSeconds: number;
  readonly snapshotTogetherSeconds: number;
  /** Reports of all units: heartbeats alone, and when all progress all the time. */
  readonly reportsIdle: number;
  readonly reportsBusy: number;
}

const HEARTBEATS_PER_SECOND = 0.5;
/** One in 10 ms at most. */
const PROGRESS_PER_SECOND = 100;

export const capacityOf = ({
  units,
  clients,
  regions,
  topology,
  writesPerSecond,
  services,
}: Parameters): Capacity => {
  const { recordBytes, cachedBytes, egressBytes, readerBytes, rebuildEvents } = services;
  const written = writesPerSecond * recordBytes;
  const inRegion = Math.ceil(units / regions);
  const readers = topology === 'direct' ? units : inRegion;
  const seconds = (bytes: number, together: number): number =>
    bytes / Math.min(readerBytes, egressBytes / together);
  const logBytes = clients * recordBytes;
  const cacheBytes = clients * cachedBytes;
  const replay = (together: number): number => Math.max(seconds(logBytes, together), clients / rebuildEvents);
  return {
    homeEgress: written * (topology === 'direct' ? units : regions),
    mirrorEgress: topology === 'direct' ? 0 : written * inRegion,
    cacheBytes,
    logBytes,
    replaySeconds: replay(1),
    replayTogetherSeconds: replay(readers),
    snapshotSeconds: seconds(cacheBytes, 1),
    snapshotTogetherSeconds: seconds(cacheBytes, readers),
    reportsIdle: units * HEARTBEATS_PER_SECOND,
    reportsBusy: units * Math.min(PROGRESS_PER_SECOND, writesPerSecond),
  };
};
