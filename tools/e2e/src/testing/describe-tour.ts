import { beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@tandem/testing';
import { curl } from './curl.ts';
import { registerOnce, registersWith } from './phone.ts';
import { CP2_DELAY_MS } from './site.ts';
import type { PhoneUnit, Site } from './site.ts';

interface Listed {
  readonly sid: string;
  readonly login: string;
}

const SID = /^CL[0-9a-f]{32}$/;
/** The delay, and what a loaded machine adds to everything. */
const AT_CP2 = { withinMs: CP2_DELAY_MS + 10_000 };

/** The README's tour, each step a test; the steps build on each other. */
export const describeTour = (title: string, site: () => Site): void => {
  describe(title, () => {
    let clientSid = '';
    const alice = (password: string) => ({ login: 'alice', password });
    const at = ({ sip }: PhoneUnit, password: string) => ({ server: sip, ...alice(password) });

    beforeAll(() => expect(site().api.credentials.accountSid).toMatch(/^AC[0-9a-f]{32}$/));

    it('creates a Client by curl', async () => {
      const { status, body, head } = await curl(site().api, 'POST', '/Clients.json', [
        'Login=alice',
        'Password=test',
      ]);
      expect(status).toBe(201);
      expect(head).toMatch(/^location: /im);
      expect(head).toMatch(/^tandem-revision: \d+/im);
      const client = JSON.parse(body) as Listed;
      expect(client).toMatchObject({ login: 'alice', friendly_name: 'alice', password: 'test', status: '1' });
      expect(client.sid).toMatch(SID);
      clientSid = client.sid;
    });

    it('lists it at once by curl: the caller reads its own writes', async () => {
      const { status, body } = await curl(site().api, 'GET', '/Clients.json');
      expect(status).toBe(200);
      expect(JSON.parse(body)).toMatchObject([{ sid: clientSid, login: 'alice' }]);
    });

    it.each(['udp', 'tcp'] as const)('lets a phone register at cp-1 at once, over %s', async (transport) => {
      const result = await registersWith({ ...at(site().cp1, 'test'), transport }, { status: 200 });
      expect(result.contacts.join()).toContain('sip:alice@');
    });

    it.each(['udp', 'tcp'] as const)(
      'lets it register at cp-2 within the delay, over %s',
      async (transport) => {
        await registersWith({ ...at(site().cp2, 'test'), transport }, { status: 200, ...AT_CP2 });
      },
    );

    it('refuses a wrong password and an unknown login at both units', async () => {
      const { cp1, cp2 } = site();
      for (const unit of [cp1, cp2]) {
        expect(await registerOnce(at(unit, 'guess'))).toMatchObject({ status: 403 });
        expect(await registerOnce({ server: unit.sip, login: 'nobody', password: 'x' })).toMatchObject({
          status: 403,
        });
      }
    });

    it('shows what each unit believes, without a secret', async () => {
      const { cp1, cp2, sms1 } = site();
      for (const pages of [cp1.pages, cp2.pages, sms1]) {
        const { status, text, body } = await waitFor(() => pages.client('alice'), { what: pages.url });
        expect(status).toBe(200);
        expect(body).toMatchObject({ sid: clientSid, login: 'alice', version: 1, status: 1, held: null });
        expect(body.revision).toBeGreaterThan(0);
        expect(Date.parse(body.applied_at)).toBeLessThanOrEqual(Date.now());
        expect(text).not.toMatch(/test|ha1|password|credential|digest/i);
      }
    });

    it('shows at each unit the phones of both', async () => {
      const { cp1, cp2 } = site();
      for (const { pages } of [cp1, cp2]) {
        await waitFor(
          async () => {
            const { body } = await pages.registrations('alice');
            expect(new Set(body.map(({ unit }) => unit))).toEqual(new Set(['cp-1', 'cp-2']));
            return true;
          },
          { what: `${pages.url} to show the phones of both units` },
        );
      }
    });

    it('changes the password by curl', async () => {
      const { status } = await curl(site().api, 'PUT', `/Clients/${clientSid}`, ['Password=NewPassword']);
      expect(status).toBe(200);
    });

    it('lets the new password in at both units, and the old one no more', async () => {
      const { cp1, cp2 } = site();
      for (const unit of [cp1, cp2]) {
        await registersWith(at(unit, 'NewPassword'), { status: 200, ...AT_CP2 });
        expect(await registerOnce(at(unit, 'test'))).toMatchObject({ status: 403 });
      }
    });

    it('deletes it by curl', async () => {
      const { status, body } = await curl(site().api, 'DELETE', `/Clients/${clientSid}.json`);
      expect(status).toBe(200);
      expect(JSON.parse(body)).toMatchObject({ sid: clientSid, login: 'alice' });
      const gone = await curl(site().api, 'GET', `/Clients/${clientSid}.json`);
      expect(gone.status).toBe(404);
    });

    it('refuses the phone at both units then', async () => {
      const { cp1, cp2, sms1 } = site();
      for (const unit of [cp1, cp2]) await registersWith(at(unit, 'NewPassword'), { status: 403, ...AT_CP2 });
      for (const pages of [cp1.pages, cp2.pages, sms1]) {
        await waitFor(async () => (await pages.client('alice')).status === 404, { what: pages.url });
      }
    });
  });
};
