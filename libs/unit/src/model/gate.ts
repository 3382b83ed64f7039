/**
 * Due times of versions that wait for the canaries are this much later (milliseconds; the year 5138), so that nothing else
 * lets them through; the time behind it is the propagation model's.
 */
export const GATE_MS = 1e14;

export const isGated = (due: number): boolean => due >= GATE_MS;

/** The due time that counts once the gate is open. */
export const behindGate = (due: number): number => (isGated(due) ? due - GATE_MS : due);
