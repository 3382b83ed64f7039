import type { PropagationModel } from '@tandem/unit';
import type { LogPlace } from './log-place.ts';

/** What a process of Tandem is made of. */
export interface NodeParts {
  /** Of everything that it stores. */
  readonly dir: string;
  readonly log: LogPlace | null;
  readonly provisioning: boolean;
  /** The name of its unit; null: there is none. */
  readonly unit: string | null;
}

/** Clients that became visible, and when, by CLOCK_MONOTONIC; both lists have the same order. */
export interface Seen {
  readonly sids: readonly string[];
  readonly at: Float64Array;
}

export type NodeQuestions = {
  /** @returns the port of the Management API; null without provisioning. */
  readonly start: (parts: NodeParts) => Promise<{ readonly port: number | null }>;
  /** @returns what has become visible on the unit since this was asked before. */
  readonly seen: (nothing: null) => Seen;
  /** Gives the unit a propagation model. */
  readonly changeModel: (model: PropagationModel) => null;
  /** @returns how many callers wait for the units. */
  readonly waiting: (nothing: null) => number;
};
