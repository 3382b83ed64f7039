import { isCreation } from '@tandem/contracts';
import { behindGate, GATE_MS } from './gate.ts';

/** What a cache knows of one resource when another record of it arrives. */
export interface Known {
  /** The latest version read, whether visible, held or parked; null when it was never met. */
  readonly received: { readonly version: number; readonly deleted: boolean } | null;
  /** The version that is served; null when none is. */
  readonly visible: number | null;
  /** The latest due time of its held versions; null when none is held. */
  readonly heldUntil: number | null;
}

export interface Arrival {
  readonly version: number;
  readonly type: string;
  /** Read while the partition was still catching up to the end that it had when reading started. */
  readonly catchingUp: boolean;
  /** A deletion that the model has no say in (`RevocationMode`): it is final, so nothing can come before it. */
  readonly overtakes?: boolean;
  /** Waits for the canaries. */
  readonly gated?: boolean;
}

/** Why a record changes nothing. */
export type IgnoredWhy = 'duplicate' | 'older' | 'deleted';

export type Verdict =
  | { readonly kind: 'ignore'; readonly why: IgnoredWhy }
  | { readonly kind: 'show' }
  | { readonly kind: 'hold'; readonly due: number };

/** Whether a version is news: a unit never takes a version twice, an older one, or anything after the deletion (G2). */
export const ignoredWhy = (known: Known, version: number): IgnoredWhy | null => {
  if (known.received === null) return null;
  if (version === known.received.version) return 'duplicate';
  if (known.received.deleted) return 'deleted';
  return version < known.received.version ? 'older' : null;
};

/**
 * Decides what becomes of a readable event.
 *
 * Held only if there is an earlier version to serve in its place, or if it is a creation that came after catching up;
 * everything read while catching up is shown at once: else a new cache would serve nothing where an old one serves
 * something. Never shown before an earlier version of the same resource. Where it waits for the canaries, also what is read
 * while catching up is held: the unit has a whole state to serve.
 * @param draw gives the due time by the model; called at most once, and only when the model has a say
 */
export const verdictOn = (
  known: Known,
  arrival: Arrival,
  { now, draw }: { readonly now: number; readonly draw: () => number },
): Verdict => {
  const why = ignoredWhy(known, arrival.version);
  if (why !== null) return { kind: 'ignore', why };
  if (arrival.overtakes === true) return { kind: 'show' };
  const servesEarlier = known.visible !== null || known.heldUntil !== null;
  const replaceable = servesEarlier || isCreation(arrival.type);
  const modelled = !arrival.catchingUp && replaceable;
  // What passes the gate takes along what waits before it: a version is a whole state.
  const open = Math.max(modelled ? draw() : now, behindGate(known.heldUntil ?? now));
  const due = arrival.gated === true && replaceable ? GATE_MS + open : open;
  return due > now ? { kind: 'hold', due } : { kind: 'show' };
};
