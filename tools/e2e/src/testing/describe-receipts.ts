import { describe, expect, it } from '@jest/globals';
import { waitFor } from '@tandem/testing';
import type { Answer } from './management-api.ts';
import type { Site } from './site.ts';

interface Receipt {
  readonly sid: string;
  readonly revision: number;
  readonly status: string;
  readonly insync_at: string | null;
  readonly units: readonly {
    readonly unit: string;
    readonly status: string;
    readonly applied_at: string | null;
  }[];
}

const WAIT = { prefer: 'wait=30' };
const INSYNC = 'INSYNC; applied=3; units=3';

/** What a caller can know and wait for: which units have a change. */
export const describeReceipts = (title: string, site: () => Site): void => {
  describe(title, () => {
    let sid = '';
    const pages = () => [site().cp1.pages, site().cp2.pages, site().sms1];
    const receipt = (): Promise<Answer<Receipt>> =>
      site().api.call('GET', `/Clients/${sid}/Propagation.json`);
    const expectWaited = ({ headers }: Answer<unknown>): void => {
      expect(headers.get('preference-applied')).toBe('wait=30');
      expect(headers.get('tandem-propagation')).toBe(INSYNC);
    };

    it('answers a creation once every unit shows it, when asked to wait', async () => {
      const { api } = site();
      // The service has just started, perhaps: until it has heard all units it never says INSYNC.
      const created = await api.create('wanda', 'test', { headers: WAIT });
      expect(created.status).toBe(201);
      ({ sid } = created.body);
      expectWaited(created);
      const believed = await Promise.all(pages().map((page) => page.client('wanda')));
      expect(believed.map(({ body }) => body.version)).toEqual([1, 1, 1]);
    });

    it('gives the receipt of the last change, unit by unit', async () => {
      const { status, body } = await receipt();
      expect(status).toBe(200);
      expect(body).toMatchObject({ sid, status: 'INSYNC', insync_at: expect.any(String) });
      expect(body.units.map(({ unit, status }) => [unit, status])).toEqual([
        ['cp-1', 'INSYNC'],
        ['cp-2', 'INSYNC'],
        ['sms-1', 'INSYNC'],
      ]);
    });

    it('says INSYNC of a change only when all units show it', async () => {
      const { headers } = await site().api.update(sid, { FriendlyName: 'Wanda' });
      expect(headers.get('tandem-propagation')).toBeNull();
      await waitFor(
        async () => {
          const { body } = await receipt();
          if (body.status !== 'INSYNC') return false;
          expect(body.revision).toBe(Number(headers.get('tandem-revision')));
          return true;
        },
        { what: 'INSYNC' },
      );
      const believed = await Promise.all(pages().map((page) => page.client('wanda')));
      expect(believed.map(({ body }) => body.version)).toEqual([2, 2, 2]);
    });

    it('lets a delete be waited for, and keeps its receipt', async () => {
      const removed = await site().api.call('DELETE', `/Clients/${sid}.json`, { headers: WAIT });
      expect(removed.status).toBe(200);
      expectWaited(removed);
      const believed = await Promise.all(pages().map((page) => page.client('wanda')));
      expect(believed.map(({ status }) => status)).toEqual([404, 404, 404]);
      expect((await receipt()).body).toMatchObject({ status: 'INSYNC' });
    });

    it('refuses a wait that it cannot read, and writes nothing', async () => {
      const refused = await site().api.create('walter', 'test', { headers: { prefer: 'wait=soon' } });
      expect(refused).toMatchObject({ status: 400, body: { code: 21120 } });
      const { body } = await site().api.call<readonly unknown[]>('GET', '/Clients.json?Login=walter');
      expect(body).toEqual([]);
    });
  });
};
