import { assertNever, TandemError } from '@tandem/kernel';
import type { Client, ClientDomainEvent, ClientUpdated, LiveClient } from './client.ts';

const updated = (client: LiveClient, event: ClientUpdated): Client => ({
  ...client,
  version: client.version + 1,
  state: event.state,
  credentials: event.password === null ? client.credentials : event.password.credentials,
});

/** The Client after an event. Throws `JOURNAL_CORRUPT` for an event that no decision could have made. */
export const evolve = (client: Client, event: ClientDomainEvent): Client => {
  if (event.type === 'ClientCreated') {
    if (client.kind !== 'none') throw corrupt(client, event);
    const { requestHmac, domain, state, password } = event;
    return { kind: 'live', version: 1, requestHmac, domain, state, credentials: password.credentials };
  }
  if (client.kind !== 'live') throw corrupt(client, event);
  switch (event.type) {
    case 'ClientUpdated':
      return updated(client, event);
    case 'ClientDeleted':
      return { kind: 'deleted', version: client.version + 1, requestHmac: client.requestHmac };
    default:
      return assertNever(event);
  }
};

const corrupt = (client: Client, event: ClientDomainEvent): TandemError =>
  new TandemError('JOURNAL_CORRUPT', `the journal has ${event.type} for a Client that is ${client.kind}`);
