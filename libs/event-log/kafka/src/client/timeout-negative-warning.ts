const NAME = 'TimeoutNegativeWarning';

let silenced = false;

const nameOf = (warning: string | Error, rest: readonly unknown[]): unknown => {
  if (typeof warning !== 'string') return warning.name;
  const [first] = rest;
  return typeof first === 'object' && first !== null ? (first as { type?: unknown }).type : first;
};

/**
 * kafkajs sets a timer with a negative delay after every answer, which is harmless but makes Node.js print a
 * `TimeoutNegativeWarning`. Silences this one warning, by its name, in this process.
 */
export const silenceTimeoutNegativeWarning = (): void => {
  if (silenced) return;
  silenced = true;
  const emitWarning = process.emitWarning.bind(process) as (...args: unknown[]) => void;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
    if (nameOf(warning, rest) !== NAME) emitWarning(warning, ...rest);
  };
};
