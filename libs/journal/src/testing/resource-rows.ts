import type { ApplicationState, NumberState, ResourceKind, ResourceStates } from '@tandem/contracts';
import { newSid, systemRandom } from '@tandem/kernel';
import type { ResourceRow } from '../read-model.ts';
import { ACCOUNT } from './client-events.ts';

const AT = '2013-11-04T16:33:39.000Z';

const URLS = {
  voiceUrl: null,
  voiceMethod: 'POST',
  voiceFallbackUrl: null,
  voiceFallbackMethod: 'POST',
  smsUrl: null,
  smsMethod: 'POST',
  smsFallbackUrl: null,
  smsFallbackMethod: 'POST',
  statusCallback: null,
  apiVersion: '2012-04-24',
  dateCreated: AT,
  dateUpdated: AT,
} as const;

const rowOf = <K extends ResourceKind>(
  sid: string,
  createdRevision: number,
  state: ResourceStates[K],
): ResourceRow<K> => ({
  sid,
  accountSid: ACCOUNT,
  domain: 'tandem.local',
  version: 1,
  revision: createdRevision,
  eventId: `${sid}-1`,
  createdRevision,
  state,
  credentials: null,
  password: null,
  requestHmac: null,
  deleted: false,
});

/** The row of a new Application. */
export const applicationRow = (
  createdRevision: number,
  over: Partial<ApplicationState> = {},
): ResourceRow<'Application'> =>
  rowOf<'Application'>(newSid('AP', systemRandom), createdRevision, {
    friendlyName: 'Reception',
    kind: 'voice',
    ...URLS,
    ...over,
  });

/** The row of a new number. */
export const numberRow = (
  createdRevision: number,
  phoneNumber: string,
  over: Partial<NumberState> = {},
): ResourceRow<'Number'> =>
  rowOf<'Number'>(newSid('PN', systemRandom), createdRevision, {
    phoneNumber,
    friendlyName: phoneNumber,
    isSip: false,
    voiceApplicationSid: null,
    smsApplicationSid: null,
    ...URLS,
    ...over,
  });
