import type { Sid } from '@tandem/kernel';
import type { Flow } from '../flow/flow.ts';
import type { CheckedRequest } from '../message/validate-request.ts';
import type { Binding } from '../registrar/binding.ts';
import type { BindingStore, CredentialLookup, CredentialSource } from '../registrar/ports.ts';
import { unescapeUser } from '../uri/escapes.ts';
import type { Caller, CallRoute, CallRouter, CallTarget } from './call-types.ts';

export interface ClientRouterParts {
  readonly credentials: CredentialSource;
  readonly bindings: BindingStore;
  /** Whether calls of this Client go to an application, whatever it dials. */
  readonly hasApplication: (caller: Caller) => boolean;
  /** Whether another unit holds a phone of this Client. */
  readonly isElsewhere: (sid: Sid) => boolean;
}

const refused = (status: number, why: string): CallRoute => ({ kind: 'refused', status, why });

/** A phone on a stream is reached by its connection alone; one that has closed it is not reached at all. */
const targetOf = (
  { transport, remote, connection, contact }: Binding,
  { local }: Flow,
): CallTarget | undefined => {
  if (transport === 'udp') return { contact, flow: { transport, remote, local } };
  return connection === undefined ? undefined : { contact, flow: { transport, remote, local, connection } };
};

/** Calls of Clients to Clients of their domain: all phones of whoever is dialled ring (design §4, order for a call). */
export class ClientRouter implements CallRouter {
  readonly #parts: ClientRouterParts;

  constructor(parts: ClientRouterParts) {
    this.#parts = parts;
  }

  route({ uri }: CheckedRequest, caller: Caller, flow: Flow, now: number): CallRoute {
    const { bindings, isElsewhere, hasApplication } = this.#parts;
    const isHere = bindings.list(caller.sid, now).length > 0;
    if (!isHere && !isElsewhere(caller.sid)) return refused(403, 'not-registered');
    // Nobody else may take a call that is for an application; there are none here yet.
    if (hasApplication(caller)) return refused(503, 'application');
    if (uri.scheme === 'tel' || uri.user === undefined) return refused(404, 'no-user');
    const found = this.#lookup(caller.domain.name, uri.user);
    if (found.kind === 'not-yet') return refused(503, 'not-yet');
    if (found.kind === 'unknown') return refused(404, 'unknown-user');
    if (!found.enabled || !found.accountActive) return refused(480, 'disabled');
    const targets = bindings.list(found.sid, now).flatMap((binding) => targetOf(binding, flow) ?? []);
    return targets.length === 0 ? refused(480, 'no-phone') : { kind: 'phones', targets };
  }

  /** As sent, and where that is nobody, without its escapes: `%61lice` is alice (RFC 3261 §19.1.4). */
  #lookup(domain: string, user: string): CredentialLookup {
    const { credentials } = this.#parts;
    const asSent = credentials.lookup(domain, user);
    return asSent.kind === 'unknown' && user.includes('%')
      ? credentials.lookup(domain, unescapeUser(user))
      : asSent;
  }
}
