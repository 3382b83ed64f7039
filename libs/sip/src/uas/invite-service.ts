import type { CallTarget } from '../call/call-types.ts';
import type { Flow } from '../flow/flow.ts';
import { tagOf } from '../headers/contact.ts';
import type { CheckedRequest } from '../message/validate-request.ts';
import type { Domains, SipDomain } from '../registrar/ports.ts';
import { hostOfAddress } from '../uri/host.ts';
import type { Gatekeeper } from './gatekeeper.ts';
import { inspectRequire, inspectSession } from './inspect.ts';
import { provedRefusal, refusal, TRYING } from './reply.ts';
import type { Reply } from './reply.ts';

export interface InviteServiceParts {
  readonly domains: Domains;
  readonly gatekeeper: Gatekeeper;
  /** The phone that another unit asks to ring, by the token of its Route; undefined: no unit asks. */
  readonly legOf: (checked: CheckedRequest, flow: Flow, now: number) => UnitLeg | undefined;
}

/** What another unit asks for: `gone` when its phone is here no more. */
export type UnitLeg = { readonly kind: 'leg'; readonly target: CallTarget } | { readonly kind: 'gone' };

/** The domain that a Request-URI selects; a telephone number selects that of the address it was sent to. */
export const domainOf = ({ uri }: CheckedRequest, flow: Flow, domains: Domains): SipDomain | undefined =>
  domains.resolve(uri.scheme === 'tel' ? hostOfAddress(flow.local.address) : uri.host);

/** INVITE outside of any dialog: everything up to the question whom to call. */
export class InviteService {
  readonly #parts: InviteServiceParts;

  constructor(parts: InviteServiceParts) {
    this.#parts = parts;
  }

  handle(checked: CheckedRequest, flow: Flow, now: number): Reply {
    if (tagOf(checked.to) !== undefined) return refusal(481, 'no-dialog');
    const leg = this.#parts.legOf(checked, flow, now);
    if (leg?.kind === 'gone') return provedRefusal(430, 'flow-gone');
    if (leg !== undefined) return { ...TRYING, leg: leg.target };
    const domain = domainOf(checked, flow, this.#parts.domains);
    if (domain === undefined) return refusal(404, 'unknown-domain');
    const unfit = inspectRequire(checked) ?? inspectSession(checked);
    if (unfit !== undefined) return unfit;
    // Whatever From says, a stranger is challenged: the caller is the digest user.
    const entry = { checked, domain, address: flow.remote.address, now };
    const admission = this.#parts.gatekeeper.admit('proxy', entry);
    if (!admission.admitted) return admission.reply;
    const { sid, login } = admission;
    return { ...provedRefusal(480, 'no-calls'), caller: { sid, login, domain } };
  }
}
