import { hash } from 'node:crypto';
import {
  PUBLISHED,
  digestCredentials,
  encodeEvent,
  partitionOf,
  sealCredentials,
  TOPICS,
} from '@tandem/contracts';
import type { ClientEvent } from '@tandem/contracts';
import type { LogRecord } from '@tandem/event-log';
import type { Sid } from '@tandem/kernel';
import { ACCOUNT, SEALING, SIP_DOMAIN } from './constants.ts';

/** Login and password of the Client with a number. */
export interface User {
  readonly login: string;
  readonly password: string;
}

export const userOf = (number: number): User => ({ login: `bench${number}`, password: `secret${number}` });

const sidOf = (number: number): Sid => `CL${hash('md5', `client ${number}`)}`;

/** The creation of the Client with a number, as the relay would publish it. */
export const createdClient = (number: number, recordedAt: string): ClientEvent => {
  const { login, password } = userOf(number);
  const sid = sidOf(number);
  const credentials = digestCredentials({ login, domain: SIP_DOMAIN, password });
  return {
    eventId: hash('sha256', sid).slice(0, 32),
    type: 'ClientCreated',
    schemaVersion: PUBLISHED.Client.schemaVersion,
    sid,
    accountSid: ACCOUNT,
    domain: SIP_DOMAIN,
    version: 1,
    revision: number + 1,
    createdRevision: number + 1,
    recordedAt,
    changed: ['login', 'password', 'friendlyName', 'voiceUrl'],
    state: {
      login,
      friendlyName: `Benchmark ${number}`,
      status: 1,
      voiceUrl: 'https://voice.example.com/answer',
      voiceMethod: 'POST',
      voiceFallbackUrl: null,
      voiceFallbackMethod: 'POST',
      voiceApplicationSid: null,
      apiVersion: '2012-04-24',
      dateCreated: recordedAt,
      dateUpdated: recordedAt,
    },
    credentials: sealCredentials(SEALING, sid, credentials),
  };
};

/** An event as its record on the log. */
export const recordOf = (event: ClientEvent, partitions: number): LogRecord & { readonly value: Buffer } => ({
  topic: TOPICS.clients.name,
  partition: partitionOf(event.sid, partitions),
  ...encodeEvent(event, null),
});
