import { isTandemError, messageOf, TandemError } from '@tandem/kernel';
import type { ErrorCode } from '@tandem/kernel';

interface KafkaFailure {
  readonly type?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
  readonly originalError?: unknown;
}

/** kafkajs 2.2.4 knows the protocol's errors up to 88; PRODUCER_FENCED is 90. */
const PRODUCER_FENCED = 'Unknown error code 90';

const CODES: Readonly<Record<string, ErrorCode>> = {
  INVALID_PRODUCER_EPOCH: 'LOG_FENCED',
  MESSAGE_TOO_LARGE: 'LOG_RECORD_TOO_LARGE',
  RECORD_LIST_TOO_LARGE: 'LOG_RECORD_TOO_LARGE',
  UNKNOWN_TOPIC_OR_PARTITION: 'LOG_MISCONFIGURED',
  TOPIC_AUTHORIZATION_FAILED: 'LOG_MISCONFIGURED',
  INVALID_REPLICATION_FACTOR: 'LOG_MISCONFIGURED',
  INVALID_CONFIG: 'LOG_MISCONFIGURED',
};

/** The failure itself and what it wraps: retries and aggregates hide the broker's answer. */
const chain = (error: unknown): readonly KafkaFailure[] => {
  const found: KafkaFailure[] = [];
  const queue: unknown[] = [error];
  while (queue.length > 0 && found.length < 20) {
    const next = queue.shift();
    if (typeof next !== 'object' || next === null || found.includes(next)) continue;
    const failure = next as KafkaFailure;
    found.push(failure);
    queue.push(failure.cause, failure.originalError);
    if (Array.isArray(failure.errors)) queue.push(...(failure.errors as unknown[]));
  }
  return found;
};

const codeOf = (failures: readonly KafkaFailure[]): ErrorCode => {
  for (const failure of failures) {
    const code = CODES[String(failure.type)];
    if (code !== undefined) return code;
    if (messageOf(failure).includes(PRODUCER_FENCED)) return 'LOG_FENCED';
  }
  return 'LOG_UNAVAILABLE';
};

/** The protocol errors behind a failure, as `TOPIC_ALREADY_EXISTS`. */
export const kafkaErrorTypes = (error: unknown): readonly string[] =>
  chain(error).flatMap(({ type }) => (typeof type === 'string' ? [type] : []));

/**
 * The catalogue's error for a failure of kafkajs. `what` completes "cannot …".
 * Anything that is not recognised is `LOG_UNAVAILABLE`: trying again is right, and the message tells.
 */
export const kafkaError = (error: unknown, what: string): TandemError => {
  if (isTandemError(error)) {
    // A bounded wait that ran out is the log's, to the caller.
    if (error.code !== 'TIMED_OUT') return error;
    return new TandemError('LOG_UNAVAILABLE', `cannot ${what}: ${error.message}`, { cause: error });
  }
  const failures = chain(error);
  const types = kafkaErrorTypes(error);
  const detail = types.length > 0 ? `${messageOf(error)} (${types.join(', ')})` : messageOf(error);
  return new TandemError(codeOf(failures), `cannot ${what}: ${detail}`, { cause: error, context: { types } });
};
