import { describe, expect, it } from '@jest/globals';
import { OctetQueue } from './octet-queue.ts';

const text = (queue: OctetQueue): string => queue.view.toString('latin1');

describe('octets that wait', () => {
  it('come out in their order', () => {
    const queue = new OctetQueue();
    for (const part of ['ab', '', 'cde']) queue.append(Buffer.from(part));
    expect(text(queue)).toBe('abcde');
    expect(queue).toHaveLength(5);
  });

  it('are copies: the chunk may change', () => {
    const queue = new OctetQueue();
    const chunk = Buffer.from('abc');
    queue.append(chunk);
    chunk.fill(0);
    expect(text(queue)).toBe('abc');
  });

  it('grow beyond any first capacity', () => {
    const queue = new OctetQueue();
    for (let i = 0; i < 5_000; i += 1) queue.append(Buffer.from(`${i};`));
    expect(text(queue).startsWith('0;1;2;')).toBe(true);
    expect(text(queue).endsWith(';4998;4999;')).toBe(true);
  });

  it('can be forgotten from the front', () => {
    const queue = new OctetQueue();
    queue.append(Buffer.from('abcdef'));
    queue.keepFrom(0);
    queue.keepFrom(4);
    expect(text(queue)).toBe('ef');
    queue.append(Buffer.from('g'));
    expect(text(queue)).toBe('efg');
    queue.keepFrom(3);
    expect(queue).toHaveLength(0);
  });
});
