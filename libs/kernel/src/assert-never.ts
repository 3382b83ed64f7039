import { TandemError } from './tandem-error.ts';

/** Makes a `switch` over a union exhaustive at compile time. */
export const assertNever = (value: never): never => {
  throw new TandemError('CONTRACT_VIOLATION', `unexpected value ${JSON.stringify(value)}`);
};
