/** Nest's name for the unit's runtime. */
export const UNIT_RUNTIME = Symbol('tandem.unit-runtime');
