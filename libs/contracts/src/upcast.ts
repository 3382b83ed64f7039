import type { JsonObject } from './json-record.ts';

/** Lifts a value from one schema version to the next one. Pure; must not lose unknown properties. */
export type Upcaster = (value: JsonObject) => JsonObject;

/** By the version that they lift from: `{1: v1 → v2, 2: v2 → v3}`. */
export type Upcasters = Readonly<Record<number, Upcaster>>;

/**
 * Lifts a value step by step from its `schemaVersion` to `target`, so that readers know the current form only.
 * @returns null if a step is missing: the version never existed.
 */
export const upcast = (value: JsonObject, target: number, upcasters: Upcasters): JsonObject | null => {
  let lifted = value;
  for (let version = Number(value['schemaVersion']); version < target; version += 1) {
    const step = upcasters[version];
    if (step === undefined) return null;
    lifted = { ...step(lifted), schemaVersion: version + 1 };
  }
  return lifted;
};
