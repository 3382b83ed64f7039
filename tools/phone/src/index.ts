export { parseArguments, USAGE } from './arguments.ts';
export type { PhoneArguments, PhoneCommand } from './arguments.ts';
