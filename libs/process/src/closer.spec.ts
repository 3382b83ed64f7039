import { describe, expect, it } from '@jest/globals';
import { recordingLogger } from '@tandem/telemetry/testing';
import { Closer } from './index.ts';

describe('Closer', () => {
  it('closes in reverse order, once', async () => {
    const closed: string[] = [];
    const closer = new Closer(recordingLogger());
    closer.add('first', () => void closed.push('first'));
    closer.add('second', () => Promise.resolve(void closed.push('second')));
    await closer.close();
    await closer.close();
    expect(closed).toEqual(['second', 'first']);
  });

  it('goes on past one that fails, and says which it was', async () => {
    const closed: string[] = [];
    const logger = recordingLogger();
    const closer = new Closer(logger);
    closer.add('first', () => void closed.push('first'));
    closer.add('second', () => Promise.reject(new Error('stuck')));
    await closer.close();
    expect(closed).toEqual(['first']);
    expect(logger.lines).toEqual([
      expect.objectContaining({ level: 'warn', fields: { what: 'second', error: 'stuck' } }),
    ]);
  });

  it('closes what was opened when the start fails half-way', async () => {
    const closed: string[] = [];
    const closer = new Closer(recordingLogger());
    const start = closer.guard(async () => {
      closer.add('first', () => void closed.push('first'));
      throw new Error('port in use');
    });
    await expect(start).rejects.toThrow('port in use');
    expect(closed).toEqual(['first']);
  });
});
