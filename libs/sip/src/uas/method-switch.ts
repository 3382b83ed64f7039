import type { Flow } from '../flow/flow.ts';
import type { CheckedRequest } from '../message/validate-request.ts';
import type { Domains } from '../registrar/ports.ts';
import { transactionKey } from '../transaction/key.ts';
import { ALLOW, CAPABILITIES, inspectRequire } from './inspect.ts';
import { domainOf } from './invite-service.ts';
import type { InviteService } from './invite-service.ts';
import type { RegisterService } from './register-service.ts';
import { notYet, plainReply, refusal } from './reply.ts';
import type { Reply } from './reply.ts';

export interface MethodSwitchParts {
  readonly domains: Domains;
  readonly register: RegisterService;
  readonly invite: InviteService;
  /** Whether the unit may speak for its cache yet. */
  readonly isReady: () => boolean;
  /** Whether a server transaction of this key lives. */
  readonly hasTransaction: (key: string) => boolean;
}

type Handler = (checked: CheckedRequest, flow: Flow, now: number) => Reply;

const NO_DIALOG = refusal(481, 'no-dialog');
const NOT_ALLOWED = refusal(405, 'method', ALLOW);

/** What each method gets (RFC 3261 §8.2.1). Those that live in dialogs match none: there are no calls here yet. */
export class MethodSwitch {
  readonly #parts: MethodSwitchParts;
  readonly #handlers: ReadonlyMap<string, Handler>;

  constructor(parts: MethodSwitchParts) {
    this.#parts = parts;
    const { register, invite, isReady } = parts;
    const whenReady =
      (handler: Handler): Handler =>
      (checked, flow, now) =>
        isReady() ? handler(checked, flow, now) : notYet('not-ready', false);
    const noDialog: Handler = () => NO_DIALOG;
    this.#handlers = new Map<string, Handler>([
      ['REGISTER', whenReady((...request) => register.handle(...request))],
      ['INVITE', whenReady((...request) => invite.handle(...request))],
      ['OPTIONS', whenReady((checked, flow) => this.#options(checked, flow))],
      ['CANCEL', (checked) => this.#cancel(checked)],
      ['BYE', noDialog],
      ['PRACK', noDialog],
      ['UPDATE', noDialog],
      ['INFO', noDialog],
      // "If the NOTIFY does not match an existing subscription, 481" (RFC 6665 §4.1.3).
      ['NOTIFY', noDialog],
      // No event package is served (RFC 6665 §4.2.1.1).
      ['SUBSCRIBE', () => refusal(489, 'event')],
    ]);
  }

  /** `checked` has a method that SIP knows; validation answered all others with 501. */
  handle(checked: CheckedRequest, flow: Flow, now: number): Reply {
    return this.#handlers.get(checked.request.method)?.(checked, flow, now) ?? NOT_ALLOWED;
  }

  #options(checked: CheckedRequest, flow: Flow): Reply {
    if (domainOf(checked, flow, this.#parts.domains) === undefined) return refusal(404, 'unknown-domain');
    return inspectRequire(checked) ?? plainReply(200, CAPABILITIES);
  }

  /** RFC 3261 §9.2: 481 without a matching transaction; with one 200, which changes nothing once that has its answer. */
  #cancel(checked: CheckedRequest): Reply {
    return this.#parts.hasTransaction(transactionKey(checked, 'INVITE')) ? plainReply(200) : NO_DIALOG;
  }
}
