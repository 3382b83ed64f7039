import { digestCredentials, sealCredentials } from '../credentials.ts';
import { PUBLISHED } from '../resource.ts';
import type { ClientEvent } from '../client-event.ts';
import type { KeyRing } from '../sealing.ts';

export const testKeyRing: KeyRing = { current: 'test', keys: new Map([['test', Buffer.alloc(32, 7)]]) };

const RECORDED = '2013-11-04T16:33:39.000Z';

/** A ClientCreated of login `alice`, password `test`, as the relay would publish it; override what a test is about. */
export const clientEvent = (over: Partial<ClientEvent> = {}): ClientEvent => {
  const sid = over.sid ?? `CL${'a'.repeat(32)}`;
  const domain = over.domain ?? 'tandem.local';
  const login = over.state?.login ?? 'alice';
  const revision = over.revision ?? 1;
  return {
    eventId: `event-${sid}-${over.version ?? 1}`,
    type: 'ClientCreated',
    schemaVersion: PUBLISHED.Client.schemaVersion,
    sid,
    accountSid: `AC${'0'.repeat(32)}`,
    domain,
    version: 1,
    revision,
    createdRevision: revision,
    recordedAt: RECORDED,
    changed: ['login', 'password'],
    state: {
      login,
      friendlyName: login,
      status: 1,
      voiceUrl: null,
      voiceMethod: 'POST',
      voiceFallbackUrl: null,
      voiceFallbackMethod: 'POST',
      voiceApplicationSid: null,
      apiVersion: '2012-04-24',
      dateCreated: RECORDED,
      dateUpdated: RECORDED,
    },
    credentials: sealCredentials(testKeyRing, sid, digestCredentials({ login, domain, password: 'test' })),
    ...over,
  };
};
