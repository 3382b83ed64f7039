import { ERROR_CODES } from './error-codes.ts';
import type { ErrorCode } from './error-codes.ts';

const BRAND = Symbol.for('tandem.error');

export interface TandemErrorOptions {
  readonly cause?: unknown;
  /** Machine-readable details; never secrets. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/** A surprise from the catalogue. `message` says what happened and what to do. */
export class TandemError extends Error {
  override readonly name = 'TandemError';
  readonly code: ErrorCode;
  readonly context: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: TandemErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.context = options.context ?? {};
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Whether the same call may succeed later. */
  get retryable(): boolean {
    return ERROR_CODES[this.code].retryable;
  }
}

/** Recognises the error by brand: `instanceof` breaks across Jest realms and duplicate packages. */
export const isTandemError = (error: unknown, code?: ErrorCode): error is TandemError =>
  typeof error === 'object' &&
  error !== null &&
  BRAND in error &&
  (code === undefined || (error as { code?: unknown }).code === code);

/** The text of anything thrown, for log lines; also of an error made in another realm. */
export const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'
    ? error.message
    : String(error);
