import type { ClientState } from '@tandem/contracts';
import { digestCredentials } from '@tandem/contracts';
import { clientDefinition } from '../domain/client-definition.ts';
import { decide } from '../domain/decide.ts';
import type { CreateMeta, Decision, ResourceCommand } from '../domain/decisions.ts';
import { evolve } from '../domain/evolve.ts';
import { noResource } from '../domain/resource.ts';
import type { Created, Resource, ResourceDomainEvent, Updated } from '../domain/resource.ts';
import { deciderSpecification } from './decider-specification.ts';

export const NOW = Date.UTC(2013, 10, 4, 16, 33, 39);
export const DOMAIN = 'tandem.local';
export const OWNER = `AC${'5'.repeat(32)}`;
export const APPLICATION = `AP${'1'.repeat(32)}`;

const meta: CreateMeta = {
  now: NOW,
  domain: DOMAIN,
  accountSid: OWNER,
  applicationExists: (sid) => sid === APPLICATION,
};

export const clients = deciderSpecification<
  Resource<'Client'>,
  ResourceCommand,
  CreateMeta,
  ResourceDomainEvent<'Client'>,
  Decision<'Client'>
>({ initial: noResource, decide: decide(clientDefinition), evolve }, meta);

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

export const aliceCreated = (over: Partial<ClientState> = {}): Created<'Client'> => ({
  type: 'ClientCreated',
  change: 'created',
  at: NOW - 1000,
  domain: DOMAIN,
  requestHmac: null,
  changed: ['login', 'friendlyName', 'status', 'voiceMethod', 'voiceFallbackMethod', 'password'],
  state: { ...aliceState, ...over },
  password: { credentials: digests('test'), text: null },
});

export const updated = (over: Partial<Updated<'Client'>> = {}): Updated<'Client'> => ({
  type: 'ClientUpdated',
  change: 'updated',
  at: NOW - 500,
  changed: [],
  state: { ...aliceState, dateUpdated: at(NOW - 500) },
  password: null,
  ...over,
});

export const deleted = {
  type: 'ClientDeleted',
  change: 'deleted',
  at: NOW - 100,
  state: aliceState,
} as const;
