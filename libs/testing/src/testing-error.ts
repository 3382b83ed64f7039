/** What can go wrong in the test tools themselves, as opposed to in what they test. */
export type TestingErrorCode = 'WAIT_TIMEOUT' | 'NO_FREE_PORT' | 'SPAWN_FAILED' | 'PROCESS_EXITED';

/**
 * Failure of a test tool. Kept apart from the product's error catalogue: users of Tandem never meet it.
 * Recognise it by `code`, not by `instanceof` (each Jest file has classes of its own).
 */
export class TestingError extends Error {
  override readonly name = 'TestingError';
  readonly code: TestingErrorCode;

  constructor(code: TestingErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
