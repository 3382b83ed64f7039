import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freePort } from '@tandem/testing';
import { httpPoster } from './post.ts';
import { WebhookReceiver } from './testing/index.ts';

const message = {
  id: 'change_1',
  body: JSON.stringify({ type: 'ClientCreated', data: { name: 'ünïcode' } }),
  headers: { 'content-type': 'application/json', 'webhook-id': 'change_1' },
};
const never = new AbortController().signal;
const poster = httpPoster({ timeoutMs: 5000, privateAddresses: true });

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await WebhookReceiver.open();
});
afterEach(() => receiver.close());

describe('posting a message', () => {
  it.each([
    [200, { kind: 'taken' }],
    [204, { kind: 'taken' }],
    [301, { kind: 'refused', status: 301 }],
    [400, { kind: 'refused', status: 400 }],
    [410, { kind: 'gone' }],
    [500, { kind: 'refused', status: 500 }],
  ])('that is answered with %d', async (status, posted) => {
    receiver.status = status;
    expect(await poster.post(receiver.url, message, never)).toEqual(posted);
    expect(receiver.received).toMatchObject([{ id: 'change_1', data: { name: 'ünïcode' } }]);
  });

  it('to nobody', async () => {
    const url = `http://127.0.0.1:${await freePort()}/`;
    expect(await poster.post(url, message, never)).toMatchObject({ kind: 'unreachable' });
    expect(await poster.post('http://nobody.invalid/', message, never)).toMatchObject({
      kind: 'unreachable',
    });
  });

  it.each(['127.0.0.1', '[::1]', 'localhost', '[::ffff:127.0.0.1]', '2130706433'])(
    'to %s is refused unless that is allowed',
    async (host) => {
      const url = new URL(receiver.url);
      const strict = httpPoster({ timeoutMs: 5000, privateAddresses: false });
      const posted = await strict.post(`http://${host}:${url.port}/`, message, never);
      expect(posted).toMatchObject({ kind: 'unreachable', why: expect.stringContaining('public Internet') });
      expect(receiver.received).toEqual([]);
    },
  );
});

describe('posting to a server that does not answer', () => {
  let silent: Server;
  let url: string;
  beforeEach(async () => {
    silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
  });
  afterEach(async () => {
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
  });

  it('ends in time', async () => {
    const hasty = httpPoster({ timeoutMs: 50, privateAddresses: true });
    expect(await hasty.post(url, message, never)).toMatchObject({ kind: 'unreachable' });
  });

  it('ends when nobody waits any more', async () => {
    const ending = new AbortController();
    const posted = poster.post(url, message, ending.signal);
    ending.abort();
    expect(await posted).toMatchObject({ kind: 'unreachable' });
  });
});
