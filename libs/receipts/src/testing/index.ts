export { checkpoint, GENERATION, PARTITIONS, unitStatus } from './unit-status.ts';
