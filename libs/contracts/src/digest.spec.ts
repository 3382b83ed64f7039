import { describe, expect, it } from '@jest/globals';
import { digestAdd, digestRemove, EMPTY_DIGEST } from './index.ts';

const a = { sid: 'CLa', version: 1, eventId: 'e1' };
const b = { sid: 'CLb', version: 4, eventId: 'e2' };

describe('partition digest', () => {
  it('does not depend on the order', () => {
    expect(digestAdd(digestAdd(EMPTY_DIGEST, a), b)).toEqual(digestAdd(digestAdd(EMPTY_DIGEST, b), a));
  });

  it('is back at empty when everything is taken out', () => {
    expect(digestRemove(digestRemove(digestAdd(digestAdd(EMPTY_DIGEST, a), b), a), b)).toEqual(EMPTY_DIGEST);
  });

  it('differs for another content of the same version', () => {
    expect(digestAdd(EMPTY_DIGEST, a)).not.toEqual(digestAdd(EMPTY_DIGEST, { ...a, eventId: 'other' }));
  });
});
