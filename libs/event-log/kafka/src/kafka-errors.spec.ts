import { describe, expect, it } from '@jest/globals';
import { TandemError } from '@tandem/kernel';
import { KafkaJSConnectionError } from 'kafkajs';
import { kafkaError } from './kafka-errors.ts';

const refusal = (type: string, message = type): Error => Object.assign(new Error(message), { type });
const wrapped = (error: Error): Error =>
  new Error('retries exceeded', { cause: new Error('again', { cause: error }) });

describe('kafkaError', () => {
  it.each([
    ['INVALID_PRODUCER_EPOCH', 'LOG_FENCED'],
    ['MESSAGE_TOO_LARGE', 'LOG_RECORD_TOO_LARGE'],
    ['UNKNOWN_TOPIC_OR_PARTITION', 'LOG_MISCONFIGURED'],
    ['CONCURRENT_TRANSACTIONS', 'LOG_UNAVAILABLE'],
  ])('%s is %s, also behind retries', (type, code) => {
    expect(kafkaError(refusal(type), 'publish')).toMatchObject({ code, context: { types: [type] } });
    expect(kafkaError(wrapped(refusal(type)), 'publish')).toMatchObject({ code });
  });

  it('knows the newer PRODUCER_FENCED, for which kafkajs has no name', () => {
    const error = refusal('KAFKAJS_UNKNOWN_ERROR_CODE', 'Unknown error code 90');
    expect(kafkaError(error, 'publish').code).toBe('LOG_FENCED');
  });

  it('takes all else for an unavailable log, and says what could not be done', () => {
    const error = kafkaError(new KafkaJSConnectionError('Connection timeout'), 'publish');
    expect(error).toMatchObject({ code: 'LOG_UNAVAILABLE', message: 'cannot publish: Connection timeout' });
    expect(kafkaError('odd', 'write').code).toBe('LOG_UNAVAILABLE');
    const late = new TandemError('TIMED_OUT', 'publish did not finish within 5 ms');
    expect(kafkaError(late, 'publish').code).toBe('LOG_UNAVAILABLE');
  });

  it('passes errors of the catalogue through', () => {
    const own = new TandemError('LOG_MISCONFIGURED', 'no such topic');
    expect(kafkaError(own, 'publish')).toBe(own);
  });

  it('ends on a chain of causes that goes round', () => {
    const error: Error & { cause?: unknown } = new Error('round');
    error.cause = error;
    expect(kafkaError(error, 'publish').code).toBe('LOG_UNAVAILABLE');
  });
});
