import { describe, expect, it } from '@jest/globals';
import type { ResourceKind } from '@tandem/contracts';
import { ACCOUNT } from '../client-events.ts';
import { clientRow, nextRow } from '../client-rows.ts';
import { applicationRow, numberRow } from '../resource-rows.ts';
import type { StoreSubject } from '../store-subject.ts';

const all = <K extends ResourceKind>(kind: K) => ({
  kind,
  accountSid: ACCOUNT,
  afterCreatedRevision: 0,
  limit: 100,
});

/** Kinds apart, and who names whom. */
export const kindsContract = (subject: () => StoreSubject): void => {
  describe('several kinds', () => {
    it('are kept, listed and counted apart', async () => {
      const { readModel } = await subject().open();
      const rows = [
        clientRow({ createdRevision: 1 }),
        applicationRow(2),
        numberRow(3, '+15105551234'),
      ] as const;
      await readModel.upsert(rows);
      const [client, application, number] = rows;
      expect(await readModel.page(all('Client'))).toEqual([client]);
      expect(await readModel.page(all('Application'))).toEqual([application]);
      expect(await readModel.page(all('Number'))).toEqual([number]);
      for (const row of rows) expect(await readModel.get(row.sid)).toEqual(row);
      expect(await readModel.versions(rows.map(({ sid }) => sid))).toEqual(
        new Map(rows.map(({ sid, version }) => [sid, version])),
      );
      expect(await readModel.count({ kind: 'Application', accountSid: ACCOUNT })).toBe(1);
    });

    it('are found by name: a number by its phone number', async () => {
      const { readModel } = await subject().open();
      const number = numberRow(3, '+15105551234');
      await readModel.upsert([number, numberRow(4, '+15105551235'), clientRow({ login: '+15105551234' })]);
      const filter = { ...all('Number'), name: '+15105551234' };
      expect(await readModel.page(filter)).toEqual([number]);
      expect(await readModel.count(filter)).toBe(1);
    });
  });

  describe('users', () => {
    it('are those live ones that name a resource, of one kind, in creation order', async () => {
      const { readModel } = await subject().open();
      const application = applicationRow(1);
      const named = { voiceApplicationSid: application.sid };
      const [first, second, other] = [
        clientRow({ createdRevision: 2 }),
        clientRow({ createdRevision: 3 }),
        clientRow({ createdRevision: 4 }),
      ];
      const users = [nextRow(first, named), nextRow(second, named)];
      const number = numberRow(5, '411', { smsApplicationSid: application.sid });
      await readModel.upsert([application, ...users.toReversed(), other, number]);
      expect(await readModel.users('Client', application.sid, 10)).toEqual(users);
      expect(await readModel.users('Client', application.sid, 1)).toEqual(users.slice(0, 1));
      expect(await readModel.users('Number', application.sid, 10)).toEqual([number]);
      expect(await readModel.users('Client', applicationRow(9).sid, 10)).toEqual([]);
    });

    it('are no longer those that name another one now, or are deleted', async () => {
      const { readModel } = await subject().open();
      const application = applicationRow(1);
      const named = { voiceApplicationSid: application.sid };
      const [moved, gone] = [nextRow(clientRow(), named), nextRow(clientRow(), named)];
      await readModel.upsert([moved, gone]);
      expect(await readModel.users('Client', application.sid, 10)).toHaveLength(2);
      await readModel.upsert([
        nextRow(moved, { voiceApplicationSid: null }),
        { ...nextRow(gone), deleted: true },
      ]);
      expect(await readModel.users('Client', application.sid, 10)).toEqual([]);
      // An older version that comes late does not bring it back.
      await readModel.upsert([moved]);
      expect(await readModel.users('Client', application.sid, 10)).toEqual([]);
    });
  });
};
