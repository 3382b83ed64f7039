import { randomUUID } from 'node:crypto';
import { newSid, systemRandom } from '@tandem/kernel';
import { clientEvent } from '@tandem/contracts/testing';
import { createdRevisionOf } from '../journal-event.ts';
import type { JournalEvent, NewEvent } from '../journal-event.ts';

export const ACCOUNT = `AC${'0'.repeat(32)}`;

export const claimOf = (login: string): string => `login:${ACCOUNT}/${login}`;

const RECORDED_AT = Date.UTC(2013, 10, 4, 16, 33, 39);

/** A creation of a new Client, with a login of its own; override what a test is about. */
export const creation = (
  over: Partial<NewEvent<'Client'>> & { readonly login?: string } = {},
): NewEvent<'Client'> => {
  const { login: wanted, ...rest } = over;
  const stream = over.stream ?? newSid('CL', systemRandom);
  const login = wanted ?? stream;
  const { state, credentials, domain } = clientEvent({ sid: stream });
  return {
    eventId: randomUUID(),
    stream,
    version: 1,
    previousRevision: 0,
    previousEventId: null,
    createdRevision: 0,
    type: 'ClientCreated',
    accountSid: ACCOUNT,
    recordedAt: RECORDED_AT,
    claim: claimOf(login),
    payload: {
      domain,
      changed: ['login', 'password'],
      state: { ...state, login, friendlyName: login },
      credentials: credentials ?? '',
      password: 'sealed',
    },
    metadata: {},
    ...rest,
  };
};

/** The update that a writer decides on who has seen `previous`. */
export const updateOf = (
  previous: JournalEvent<'Client'>,
  over: Partial<NewEvent<'Client'>> = {},
): NewEvent<'Client'> => ({
  eventId: randomUUID(),
  stream: previous.stream,
  version: previous.version + 1,
  previousRevision: previous.revision,
  previousEventId: previous.eventId,
  createdRevision: createdRevisionOf(previous),
  type: 'ClientUpdated',
  accountSid: previous.accountSid,
  recordedAt: RECORDED_AT,
  claim: null,
  payload: { ...previous.payload, changed: ['status'] },
  metadata: {},
  ...over,
});

export const deletionOf = (previous: JournalEvent<'Client'>): NewEvent<'Client'> =>
  updateOf(previous, { type: 'ClientDeleted', payload: { ...previous.payload, changed: [] } });
