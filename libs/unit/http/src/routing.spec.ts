import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { applicationEvent, numberEvent } from '@tandem/contracts/testing';
import { waitFor } from '@tandem/testing';
import { eventRecord, sidOf, UnitWorld } from '@tandem/unit/testing';
import { openPages } from './testing/open-pages.ts';

const application = applicationEvent();
const number = numberEvent();

describe('what a unit routes by', () => {
  let world: UnitWorld;
  let app: NestFastifyApplication;

  beforeEach(async () => {
    world = new UnitWorld(1);
    world.journal.next(sidOf(1), { login: 'alice' });
    world.journal.next(sidOf(1), { state: { voiceApplicationSid: application.sid } });
    world.publish();
    app = await openPages(await world.startReady());
  });
  afterEach(async () => {
    await app.close();
    await world.stop();
  });

  const ask = async (url: string): Promise<{ readonly status: number; readonly body: unknown }> => {
    const { statusCode, body } = await app.inject({ url, remoteAddress: '127.0.0.1' });
    return { status: statusCode, body: JSON.parse(body) as unknown };
  };

  it('says of a Client that its Application has not come yet, then that it serves it', async () => {
    const { sid } = application;
    expect((await ask('/clients/tandem.local/alice')).body).toMatchObject({
      application: { sid, status: 'awaited', until: expect.stringMatching(/Z$/), version: null },
    });
    world.log.append([eventRecord(application, 0)]);
    await waitFor(async () => {
      const { body } = await ask('/clients/tandem.local/alice');
      expect(body).toMatchObject({ application: { sid, status: 'served', until: null, version: 1 } });
      return true;
    });
  });

  it('shows Applications by sid and numbers by domain and number', async () => {
    expect(await ask(`/applications/${application.sid}`)).toEqual({
      status: 404,
      body: { status: 'unknown' },
    });
    world.log.append([eventRecord(application, 0)]);
    world.log.append([eventRecord(number, 0)]);
    await waitFor(async () => {
      expect(await ask(`/applications/${application.sid}`)).toMatchObject({
        status: 200,
        body: { sid: application.sid, kind: 'voice', voice_url: 'https://example.com/voice', version: 1 },
      });
      expect(await ask('/numbers/tandem.local/%2B15105551234')).toMatchObject({
        status: 200,
        body: { sid: number.sid, phone_number: '+15105551234', voice_application_sid: null },
      });
      return true;
    });
    for (const url of [
      '/numbers/other.test/%2B15105551234',
      '/numbers/tandem.local/411',
      '/applications/x',
    ]) {
      expect((await ask(url)).status).toBe(404);
    }
  });
});
