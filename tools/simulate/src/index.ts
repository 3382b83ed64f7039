export { capacityOf } from './engine/capacity.ts';
export type { Capacity } from './engine/capacity.ts';
export { Histogram } from './engine/histogram.ts';
export { simulate } from './engine/simulate.ts';
export type { Convergence } from './engine/simulate.ts';
export { ASSUMPTIONS, SERVICES } from './parameters.ts';
export type { Parameters, Services, Topology } from './parameters.ts';
