import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { signed } from './message.ts';

const key = Buffer.from('0123456789abcdef0123456789abcdef');
const secret = `whsec_${key.toString('base64')}`;
const message = { id: 'change_1', body: '{"type":"ClientCreated"}' };

describe('a signed message', () => {
  it('has the headers that the Standard Webhooks specification names', () => {
    const expected = createHmac('sha256', key).update(`change_1.1614265330.${message.body}`).digest('base64');
    expect(signed(message, secret, 1_614_265_330_999)).toEqual({
      ...message,
      headers: {
        'content-type': 'application/json',
        'webhook-id': 'change_1',
        'webhook-timestamp': '1614265330',
        'webhook-signature': `v1,${expected}`,
      },
    });
  });

  it('is signed anew at each attempt, under the same id', () => {
    const [first, second] = [signed(message, secret, 1000), signed(message, secret, 2000)];
    expect(first.headers['webhook-id']).toBe(second.headers['webhook-id']);
    expect(first.headers['webhook-signature']).not.toBe(second.headers['webhook-signature']);
  });
});
