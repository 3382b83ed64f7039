import { describe, expect, it } from '@jest/globals';
import { FrameScanner } from './frame-scanner.ts';

function frame(body: number[]): Buffer {
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, Buffer.from(body)]);
}

const FRAMES = [
  frame([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
  frame([11, 12, 13, 14]),
  frame([]),
  frame([21, 22, 23, 24, 25, 26, 27, 28, ...new Array<number>(1000).fill(0)]),
  frame([31, 32, 33, 34, 35, 36, 37, 38]),
];
const HEADS = [
  [1, 2, 3, 4, 5, 6, 7, 8],
  [11, 12, 13, 14],
  [],
  [21, 22, 23, 24, 25, 26, 27, 28],
  [31, 32, 33, 34, 35, 36, 37, 38],
];

describe('FrameScanner', () => {
  it.each([1, 2, 3, 5, 7, 64, 1_000_000])('finds all frames in chunks of %i bytes', (size) => {
    const bytes = Buffer.concat(FRAMES);
    const scanner = new FrameScanner();
    const heads: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += size)
      heads.push(...scanner.push(bytes.subarray(at, at + size)));
    expect(heads.map((head) => [...head])).toEqual(HEADS);
  });
});
