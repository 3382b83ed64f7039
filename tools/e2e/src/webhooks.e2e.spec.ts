import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { registersWith } from './testing/phone.ts';
import { RunningTandem } from './testing/running-tandem.ts';
import { WebhookReceiver } from '@tandem/webhooks/testing';

interface WebhookJson {
  readonly sid: string;
  readonly secret: string;
  readonly status: string;
}

/** A receiver that answers 503 is asked again after up to 5 s, then up to 10. */
const AGAIN_MS = 30_000;

describe('a webhook', () => {
  let dir: TempDir;
  let tandem: RunningTandem;
  let receiver: WebhookReceiver;
  let sid = '';

  const arrives = (type: string, client: string) =>
    waitFor(() => receiver.taken(type).find(({ data }) => data['sid'] === client), {
      timeoutMs: AGAIN_MS,
      what: `${type} of ${client}`,
    });

  beforeAll(async () => {
    dir = await tempDir('tandem-e2e-');
    receiver = await WebhookReceiver.open();
    tandem = await RunningTandem.start({ dir: dir.path, env: { WEBHOOK_PRIVATE_ADDRESSES: 'on' } });
    const form = { Url: receiver.url };
    const made = await tandem.api.call<WebhookJson>('POST', '/Webhooks.json', { form });
    expect(made.status).toBe(201);
    sid = made.body.sid;
    receiver.secret = made.body.secret;
  });
  afterAll(async () => {
    await tandem.stop();
    await receiver.close();
    await dir.remove();
  });

  it('is told of a change when it is recorded, and when every unit has it', async () => {
    const { body: alice } = await tandem.api.create('alice', 'secret');
    expect(await arrives('ClientCreated', alice.sid)).toMatchObject({
      signed: true,
      data: {
        account_sid: tandem.api.credentials.accountSid,
        version: 1,
        changed: expect.arrayContaining(['login', 'password']),
        state: { login: 'alice', friendly_name: 'alice' },
      },
    });
    const inSync = await arrives('PropagationInSync', alice.sid);
    expect(inSync).toMatchObject({ signed: true, data: { status: 'INSYNC', lacking: [], units: 3 } });
    await registersWith({ server: tandem.cp2.sip, login: 'alice', password: 'secret' }, { status: 200 });
    expect(JSON.stringify(receiver.received)).not.toContain('"secret"');
  });

  it('misses nothing while it fails, while Tandem is killed, and hears of it in order', async () => {
    receiver.status = 503;
    const made: string[] = [];
    for (const login of ['bob', 'carol', 'dora']) made.push((await tandem.api.create(login, 'x')).body.sid);
    await waitFor(() => receiver.received.some(({ status }) => status === 503), { what: 'an attempt' });
    await tandem.kill();
    await tandem.startAgain();
    receiver.status = 204;
    for (const client of made) await arrives('ClientCreated', client);
    const order = receiver.taken('ClientCreated').map(({ data }) => data['sid']);
    expect(order.filter((client) => made.includes(String(client)))).toEqual(made);
  });

  it('hears nothing while it is disabled, and then what it missed', async () => {
    const path = `/Webhooks/${sid}.json`;
    await tandem.api.call('POST', path, { form: { Status: 'disabled' } });
    const { body: erik } = await tandem.api.create('erik', 'x', { headers: { prefer: 'wait=20' } });
    expect(receiver.received.some(({ data }) => data['sid'] === erik.sid)).toBe(false);
    await tandem.api.call('POST', path, { form: { Status: 'active' } });
    await arrives('ClientCreated', erik.sid);
    await arrives('PropagationInSync', erik.sid);
  });

  it('is disabled where nobody is to post any more, and its account is told', async () => {
    receiver.status = 410;
    await tandem.api.create('frida', 'x');
    await waitFor(
      async () =>
        (await tandem.api.call<WebhookJson>('GET', `/Webhooks/${sid}.json`)).body.status === 'disabled',
      { what: 'the webhook to be disabled', timeoutMs: AGAIN_MS },
    );
    const notifications = await waitFor(
      async () => {
        const { body } = await tandem.api.call<{
          readonly notifications: readonly { readonly log: string }[];
        }>('GET', '/Notifications.json');
        return body.notifications.length > 0 ? body.notifications : undefined;
      },
      { what: 'a notification' },
    );
    expect(JSON.stringify(notifications)).toContain(sid);
  });
});
