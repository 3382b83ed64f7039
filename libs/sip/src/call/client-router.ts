import type { Sid } from '@tandem/kernel';
import type { Flow } from '../flow/flow.ts';
import type { Source } from '../message/types.ts';
import type { CheckedRequest } from '../message/validate-request.ts';
import type { BindingStore, CredentialLookup, CredentialSource } from '../registrar/ports.ts';
import { unescapeUser } from '../uri/escapes.ts';
import { hostOfAddress } from '../uri/host.ts';
import type { Caller, CallRoute, CallRouter, CallTarget } from './call-types.ts';
import { targetOf } from './unit-leg.ts';
import type { UnitTokens } from './unit-token.ts';

export interface ClientRouterParts {
  readonly credentials: CredentialSource;
  readonly bindings: BindingStore;
  /** Whether calls of this Client go to an application, whatever it dials. */
  readonly hasApplication: (caller: Caller) => boolean;
  /** The phones of a Client that other units hold. */
  readonly elsewhere: (sid: Sid, now: number) => readonly RemotePhone[];
  /** Lets this unit ring them. */
  readonly tokens: UnitTokens;
  /** This unit. */
  readonly unit: string;
}

/** A phone that another unit holds. */
export interface RemotePhone {
  readonly key: string;
  readonly contact: string;
  /** Where that unit listens. */
  readonly unitAddress: Source;
}

const refused = (status: number, why: string): CallRoute => ({ kind: 'refused', status, why });

/** Calls of Clients to Clients of their domain: all phones of whoever is dialled ring (design §4, order for a call). */
export class ClientRouter implements CallRouter {
  readonly #parts: ClientRouterParts;

  constructor(parts: ClientRouterParts) {
    this.#parts = parts;
  }

  route(checked: CheckedRequest, caller: Caller, flow: Flow, now: number): CallRoute {
    const { uri } = checked;
    const { bindings, elsewhere, hasApplication } = this.#parts;
    const isHere = bindings.list(caller.sid, now).length > 0;
    if (!isHere && elsewhere(caller.sid, now).length === 0) return refused(403, 'not-registered');
    // Nobody else may take a call that is for an application; there are none here yet.
    if (hasApplication(caller)) return refused(503, 'application');
    if (uri.scheme === 'tel' || uri.user === undefined) return refused(404, 'no-user');
    const found = this.#lookup(caller.domain.name, uri.user);
    if (found.kind === 'not-yet') return refused(503, 'not-yet');
    if (found.kind === 'unknown') return refused(404, 'unknown-user');
    if (!found.enabled || !found.accountActive) return refused(480, 'disabled');
    const here = bindings.list(found.sid, now).flatMap((binding) => targetOf(binding, flow) ?? []);
    const there = elsewhere(found.sid, now).map((phone) =>
      this.#remote(found.sid, phone, { checked, flow, now }),
    );
    const targets = [...here, ...there];
    return targets.length === 0 ? refused(480, 'no-phone') : { kind: 'phones', targets };
  }

  #remote(
    sid: Sid,
    { key, contact, unitAddress: remote }: RemotePhone,
    { checked, flow, now }: { readonly checked: CheckedRequest; readonly flow: Flow; readonly now: number },
  ): CallTarget {
    const { tokens, unit } = this.#parts;
    const token = tokens.mint({ sid, key }, unit, { callId: checked.callId, now });
    const route = `<sip:${token}@${hostOfAddress(remote.address)}:${remote.port};transport=tcp;lr>`;
    return { contact, route, flow: { transport: 'tcp', remote, local: flow.local } };
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
