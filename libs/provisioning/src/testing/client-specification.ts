import type { ClientState } from '@tandem/contracts';
import { digestCredentials } from '@tandem/contracts';
import type { ClientCreated, ClientDomainEvent, ClientUpdated } from '../domain/client.ts';
import { noClient } from '../domain/client.ts';
import { decide } from '../domain/decide.ts';
import type { ClientCommand, CreateMeta, Decision } from '../domain/decisions.ts';
import { evolve } from '../domain/evolve.ts';
import { deciderSpecification } from './decider-specification.ts';

export const NOW = Date.UTC(2013, 10, 4, 16, 33, 39);
export const DOMAIN = 'tandem.local';
export const APPLICATION = `AP${'1'.repeat(32)}`;

const meta: CreateMeta = {
  now: NOW,
  domain: DOMAIN,
  applicationExists: (sid) => sid === APPLICATION,
};

export const clients = deciderSpecification<
  ReturnType<typeof evolve>,
  ClientCommand,
  CreateMeta,
  ClientDomainEvent,
  Decision
>({ initial: noClient, decide, evolve }, meta);

export const at = (ms: number): string => new Date(ms).toISOString();

/** alice as the published example creates her, before everything that specifications do. */
export const aliceState: ClientState = {
  login: 'alice',
  friendlyName: 'alice',
  status: 1,
  voiceUrl: null,
  voiceMethod: 'POST',
  voiceFallbackUrl: null,
  voiceFallbackMethod: 'POST',
  voiceApplicationSid: null,
  apiVersion: '2012-04-24',
  dateCreated: at(NOW - 1000),
  dateUpdated: at(NOW - 1000),
};

export const digests = (password: string, login = 'alice') =>
  digestCredentials({ login, domain: DOMAIN, password });

export const aliceCreated = (over: Partial<ClientState> = {}): ClientCreated => ({
  type: 'ClientCreated',
  at: NOW - 1000,
  domain: DOMAIN,
  requestHmac: null,
  changed: ['login', 'friendlyName', 'status', 'voiceMethod', 'voiceFallbackMethod', 'password'],
  state: { ...aliceState, ...over },
  password: { credentials: digests('test'), text: null },
});

export const updated = (over: Partial<ClientUpdated> = {}): ClientUpdated => ({
  type: 'ClientUpdated',
  at: NOW - 500,
  changed: [],
  state: { ...aliceState, dateUpdated: at(NOW - 500) },
  password: null,
  ...over,
});

export const deleted = { type: 'ClientDeleted', at: NOW - 100, state: aliceState } as const;
