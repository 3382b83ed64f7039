import { isTandemError, TandemError } from '@tandem/kernel';

/** What a handler's rejection is reported as: the error itself, or an explanation where Nest has replaced it. */
export const handlerFailure = (thrown: unknown, topic: string): Error => {
  if (isTandemError(thrown) || thrown instanceof Error) return thrown;
  const { message } = (thrown ?? {}) as { message?: unknown };
  const detail = typeof message === 'string' ? message : String(thrown);
  return new TandemError(
    'CONTRACT_VIOLATION',
    `the handler of ${topic} failed: ${detail} (with RethrowFilter as a global filter its own error is seen)`,
    { cause: thrown },
  );
};
