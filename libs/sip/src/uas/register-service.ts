import { expiresOf } from '../headers/accessors.ts';
import type { Flow } from '../flow/flow.ts';
import type { CheckedRequest } from '../message/validate-request.ts';
import { isBehindNat } from '../registrar/nat.ts';
import type { Domains } from '../registrar/ports.ts';
import type { Registrar } from '../registrar/registrar.ts';
import { unescapeUser } from '../uri/escapes.ts';
import type { Gatekeeper } from './gatekeeper.ts';
import { inspectRequire } from './inspect.ts';
import { provedRefusal, refusal } from './reply.ts';
import type { Reply } from './reply.ts';

export interface RegisterServiceParts {
  readonly domains: Domains;
  readonly gatekeeper: Gatekeeper;
  readonly registrar: Registrar;
}

/** "Malformed values SHOULD be treated as equivalent to 3600" (RFC 3261 §10.3 step 7 on Expires). */
const MALFORMED_EXPIRES = 3600;

const expiresHeader = ({ request }: CheckedRequest): number | undefined => {
  const expires = expiresOf(request);
  return expires.ok ? expires.value : MALFORMED_EXPIRES;
};

/** REGISTER, in the order of RFC 3261 §10.3. */
export class RegisterService {
  readonly #parts: RegisterServiceParts;

  constructor(parts: RegisterServiceParts) {
    this.#parts = parts;
  }

  handle(checked: CheckedRequest, flow: Flow, now: number): Reply {
    const { domains, gatekeeper } = this.#parts;
    const { uri } = checked.to;
    if (uri.scheme !== 'sip' && uri.scheme !== 'sips') return refusal(400, 'to-scheme');
    const domain = domains.resolve(uri.host);
    if (domain === undefined) return refusal(404, 'unknown-domain');
    const unsupported = inspectRequire(checked);
    if (unsupported !== undefined) return unsupported;
    const entry = { checked, domain, address: flow.remote.address, now };
    const admission = gatekeeper.admit('registrar', entry);
    if (!admission.admitted) return admission.reply;
    const { sid, login } = admission;
    // "the registrar MUST determine if the authenticated user is authorized to modify registrations for this
    // address-of-record": its own, whatever From says.
    if (unescapeUser(uri.user ?? '') !== unescapeUser(login)) return provedRefusal(403, 'other-user');
    return this.#register({ sid, aor: `${login}@${domain.name}` }, checked, flow, now);
  }

  #register(
    who: { readonly sid: string; readonly aor: string },
    checked: CheckedRequest,
    flow: Flow,
    now: number,
  ): Reply {
    const { decision, effects } = this.#parts.registrar.register({
      ...who,
      contacts: checked.contacts,
      expires: expiresHeader(checked),
      callId: checked.callId,
      cseq: checked.cseq.number,
      userAgent: checked.request.headers.first('user-agent'),
      flow,
      behindNat: isBehindNat(checked.via, checked.contacts, flow),
      now,
    });
    return {
      status: decision.status,
      headers: decision.headers,
      proved: true,
      why: decision.why,
      events: effects.events,
    };
  }
}
