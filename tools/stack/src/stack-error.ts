/** What can go wrong while real servers are fetched, built or run for tests. */
export type StackErrorCode =
  'BAD_OPTION' | 'CACHE_LOCKED' | 'NOT_AVAILABLE' | 'START_FAILED' | 'TOOL_FAILED' | 'TOOL_MISSING';

/**
 * Failure of the stack's own tools; its message says what to do. Kept apart from the product's error catalogue:
 * users of Tandem never meet it. Recognise it by {@link isStackError}.
 */
export class StackError extends Error {
  override readonly name = 'StackError';
  readonly code: StackErrorCode;

  constructor(code: StackErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** Recognises the error by name: `instanceof` breaks where Jest has loaded the class twice. */
export function isStackError(error: unknown): error is StackError {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'StackError';
}
