export { deciderSpecification } from './decider-specification.ts';
export type { Decider } from './decider-specification.ts';
