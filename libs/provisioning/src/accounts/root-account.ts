import { NO_ACCOUNT } from '@tandem/contracts';
import { rowOfEvent } from '@tandem/journal';
import type { JournalEvent, JournalStore, NewEvent } from '@tandem/journal';
import { TandemError } from '@tandem/kernel';
import type { Clock, Random, Sid } from '@tandem/kernel';

/** The account at the top, as an installation's configuration gives it. */
export interface RootAccountConfig {
  readonly sid: Sid;
  readonly authToken: string;
  readonly sipDomain: string;
  readonly friendlyName?: string;
}

export interface RootAccountContext {
  readonly store: Pick<JournalStore, 'journal' | 'readModel'>;
  readonly clock: Clock;
  readonly random: Random;
}

const API_VERSION = '2012-04-24';
const DEFAULT_NAME = 'Tandem';
const EVENT_ID_BYTES = 16;

/** Nothing opens it but the configured token, until one is made by the API. */
const creation = (
  { sid, sipDomain, friendlyName = DEFAULT_NAME }: RootAccountConfig,
  { clock, random }: RootAccountContext,
): NewEvent<'Account'> => {
  const at = new Date(clock.now()).toISOString();
  return {
    eventId: random.bytes(EVENT_ID_BYTES).toString('hex'),
    stream: sid,
    version: 1,
    previousRevision: 0,
    previousEventId: null,
    createdRevision: 0,
    type: 'AccountCreated',
    accountSid: NO_ACCOUNT,
    recordedAt: Date.parse(at),
    claim: null,
    payload: {
      domain: sipDomain,
      changed: ['friendlyName', 'type', 'status', 'role'],
      state: {
        friendlyName,
        emailAddress: null,
        type: 'Full',
        status: 'active',
        role: 'administrator',
        sipDomain: null,
        parentSid: null,
        apiVersion: API_VERSION,
        dateCreated: at,
        dateUpdated: at,
      },
      credentials: null,
      password: null,
    },
    metadata: {},
  };
};

/**
 * Puts the configured account into the journal, if it is not there: units learn of accounts by events. Several processes
 * may do so at once. @returns the event, if this call appended it
 */
export const ensureRootAccount = async (
  config: RootAccountConfig,
  context: RootAccountContext,
): Promise<JournalEvent<'Account'> | null> => {
  const { journal, readModel } = context.store;
  if ((await readModel.get(config.sid)) !== null) return null;
  if ((await journal.readStream(config.sid)).length > 0) return null;
  const event = creation(config, context);
  const [outcome] = await journal.append([event]);
  if (outcome?.kind === 'conflict') return null;
  if (outcome?.kind !== 'appended') {
    throw new TandemError(
      'JOURNAL_UNAVAILABLE',
      `the account ${config.sid} cannot be stored: ${outcome?.kind}`,
    );
  }
  const stored: JournalEvent<'Account'> = { ...event, kind: 'event', revision: outcome.revision };
  await readModel.upsert([rowOfEvent(stored)]);
  return stored;
};
