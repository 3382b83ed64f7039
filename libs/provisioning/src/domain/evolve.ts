import type { ResourceKind } from '@tandem/contracts';
import { assertNever, TandemError } from '@tandem/kernel';
import type { LiveResource, Resource, ResourceDomainEvent, Updated } from './resource.ts';

const updated = <K extends ResourceKind>(resource: LiveResource<K>, event: Updated<K>): Resource<K> => ({
  ...resource,
  version: resource.version + 1,
  domain: event.domain ?? resource.domain,
  state: event.state,
  credentials: event.password === null ? resource.credentials : event.password.credentials,
});

/** The resource after an event. Throws `JOURNAL_CORRUPT` for an event that no decision could have made. */
export const evolve = <K extends ResourceKind>(
  resource: Resource<K>,
  event: ResourceDomainEvent<K>,
): Resource<K> => {
  if (event.change === 'created') {
    if (resource.kind !== 'none') throw corrupt(resource, event);
    const { requestHmac, domain, state, password } = event;
    const credentials = password?.credentials ?? null;
    return { kind: 'live', version: 1, requestHmac, domain, state, credentials };
  }
  if (resource.kind !== 'live') throw corrupt(resource, event);
  switch (event.change) {
    case 'updated':
      return updated(resource, event);
    case 'deleted':
      return { kind: 'deleted', version: resource.version + 1, requestHmac: resource.requestHmac };
    default:
      return assertNever(event);
  }
};

const corrupt = ({ kind }: Resource, { type }: ResourceDomainEvent): TandemError =>
  new TandemError('JOURNAL_CORRUPT', `the journal has ${type} for a resource that is ${kind}`);
