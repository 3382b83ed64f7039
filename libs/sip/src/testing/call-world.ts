import { ClientRouter } from '../call/client-router.ts';
import type { RemotePhone } from '../call/client-router.ts';
import { UnitTokens } from '../call/unit-token.ts';
import type { CallReport } from '../call/call-types.ts';
import type { Flow } from '../flow/flow.ts';
import { contactsOf, cseqOf, recordRoutesOf } from '../headers/accessors.ts';
import { field } from '../headers/header-bag.ts';
import { formatNameAddr } from '../headers/name-addr.ts';
import { buildRequest } from '../message/build-request.ts';
import { buildResponse } from '../message/build-response.ts';
import { serialize } from '../message/serialize.ts';
import type { SipMessage, SipRequest, SipResponse } from '../message/types.ts';
import type { UasEffects } from '../uas/effects.ts';
import type { UserAgentServerOptions } from '../uas/create-user-agent-server.ts';
import { authorize } from './authorize.ts';
import { bindingOf } from './binding-store-contract.ts';
import { parseDatagram } from './sip-text.ts';
import { UasHarness } from './uas-harness.ts';

const LOCAL = { address: '127.0.0.1', port: 5060 };
const SDP = Buffer.from('v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\n');

const messageIn = (octets: Buffer): SipMessage => {
  const outcome = parseDatagram(octets);
  if (outcome.kind === 'message') return outcome.message;
  throw new TypeError(`no message: ${JSON.stringify(outcome)}`);
};

/** Where requests go that a 2xx allows, and by which way. */
const routeTo = (accepted: SipResponse): { route: readonly string[]; target: string } => {
  const routes = recordRoutesOf(accepted);
  const contacts = contactsOf(accepted);
  const target = contacts.ok && contacts.value !== '*' ? contacts.value[0]?.uriText : undefined;
  return { route: (routes.ok ? routes.value : []).map((each) => formatNameAddr(each)), target: target ?? '' };
};

/** A phone of a Client: what it got, and what it says. */
export class FakePhone {
  readonly login: string;
  readonly flow: Flow;
  readonly got: SipMessage[] = [];
  readonly sent: SipMessage[] = [];
  readonly tag: string;
  readonly #world: CallWorld;
  #branches = 0;

  constructor(world: CallWorld, login: string, port: number) {
    this.#world = world;
    this.login = login;
    this.tag = `${login}${port}`;
    this.flow = { transport: 'udp', remote: { address: '192.0.2.1', port }, local: LOCAL };
  }

  get contact(): string {
    return `sip:${this.login}@${this.flow.remote.address}:${this.flow.remote.port}`;
  }

  get statuses(): readonly number[] {
    return this.got.flatMap((message) => (message.kind === 'response' ? [message.status] : []));
  }

  get methods(): readonly string[] {
    return this.got.flatMap((message) => (message.kind === 'request' ? [message.method] : []));
  }

  /** The latest request of a method. */
  request(method: string): SipRequest {
    const found = this.got.findLast((message) => message.kind === 'request' && message.method === method);
    if (found?.kind !== 'request') throw new Error(`${this.tag} got no ${method}: ${this.methods.join(' ')}`);
    return found;
  }

  /** The latest response of a status. */
  response(status: number): SipResponse {
    const found = this.got.findLast((message) => message.kind === 'response' && message.status === status);
    if (found?.kind !== 'response')
      throw new Error(`${this.tag} got no ${status}: ${this.statuses.join(' ')}`);
    return found;
  }

  send(message: SipMessage): void {
    this.sent.push(message);
    this.#world.deliver(this.flow, serialize(message));
  }

  via(branch = `z9hG4bK${this.tag}${++this.#branches}`): string {
    return `SIP/2.0/UDP 192.0.2.1:${this.flow.remote.port};branch=${branch};rport`;
  }

  /** An INVITE to a user of the domain, with credentials. @returns as it was sent last */
  invite(
    to: string,
    more: readonly (readonly [string, string])[] = [],
    { maxForwards, callId = `call-of-${this.tag}` }: { maxForwards?: number; callId?: string } = {},
  ): SipRequest {
    const request = (cseq: number): SipRequest =>
      buildRequest({
        method: 'INVITE',
        requestUri: `sip:${to}@tandem.local`,
        via: this.via(),
        from: `<sip:${this.login}@tandem.local>;tag=${this.tag}`,
        to: `<sip:${to}@tandem.local>`,
        callId,
        cseq,
        ...(maxForwards !== undefined && { maxForwards }),
        headers: [field('Contact', `<${this.contact}>`), ...more.map(([name, value]) => field(name, value))],
        body: SDP,
        contentType: 'application/sdp',
      });
    this.send(request(1));
    const octets = authorize(serialize(request(2)), this.response(407), {
      login: this.login,
      password: 'secret',
    });
    const sent = messageIn(octets) as SipRequest;
    this.sent.push(sent);
    this.#world.deliver(this.flow, octets);
    return sent;
  }

  /** Answers a request that it got. */
  answer(to: SipRequest, status: number): SipResponse {
    const isSession = to.method === 'INVITE' && status > 100 && status < 300;
    const response = buildResponse(to, {
      status,
      ...(status > 100 && { toTag: this.tag }),
      headers: [
        ...to.headers.fields.filter(({ key }) => key === 'record-route'),
        ...(isSession ? [field('Contact', `<${this.contact}>`)] : []),
      ],
    });
    this.send(response);
    return response;
  }

  /** A request within the dialog that a 2xx made. @param called whether this phone began the call */
  within(
    method: string,
    accepted: SipResponse,
    { called, cseq }: { called: boolean; cseq?: number },
  ): SipRequest {
    const { route, target } = routeTo(accepted);
    const number = cseqOf(accepted);
    const [from, to] = [accepted.headers.first('from') ?? '', accepted.headers.first('to') ?? ''];
    const request = buildRequest({
      method,
      requestUri: called ? target : this.#world.caller().contact,
      via: this.via(),
      from: called ? from : to,
      to: called ? to : from,
      callId: accepted.headers.first('call-id') ?? '',
      cseq: cseq ?? (number.ok ? number.value.number : 0),
      headers: [
        ...(called ? route.toReversed() : route).map((value) => field('Route', value)),
        ...(method === 'INVITE' ? [field('Contact', `<${this.contact}>`)] : []),
      ],
    });
    this.send(request);
    return request;
  }
}

/** A unit and phones, without sockets: what one sends is at the other when the call returns. */
export class CallWorld {
  readonly unit: UasHarness;
  readonly reports: CallReport[] = [];
  readonly phones: FakePhone[] = [];
  /** What is lost on its way from the unit: the number of sends, from 1. */
  lose: (send: number) => boolean = () => false;
  /** Phones that other units hold, by Client. */
  readonly elsewhere = new Map<string, readonly RemotePhone[]>();
  /** Phones to which nothing can be sent. */
  readonly gone = new Set<FakePhone>();
  #sends = 0;

  constructor(options: Partial<UserAgentServerOptions> = {}) {
    this.unit = new UasHarness({
      router: { route: (...asked) => this.#router().route(...asked) },
      ...options,
    });
  }

  /** Somebody who is not registered. */
  stranger(name: string, port: number): FakePhone {
    const phone = new FakePhone(this, name, port);
    this.phones.push(phone);
    return phone;
  }

  /** A phone that is registered. */
  phone(login: string, port: number): FakePhone {
    const phone = this.stranger(login, port);
    const sid = this.unit.credentials.add(login, 'secret');
    const { contact, flow } = phone;
    const binding = bindingOf({
      sid,
      key: contact,
      contact,
      remote: flow.remote,
      expiresAt: Number.MAX_SAFE_INTEGER,
    });
    this.unit.bindings.apply([{ kind: 'put', binding }]);
    return phone;
  }

  caller(): FakePhone {
    const [first] = this.phones;
    if (first === undefined) throw new Error('no phone');
    return first;
  }

  deliver(flow: Flow, octets: Buffer): void {
    this.#take(this.unit.server.datagram(octets, flow, this.unit.now));
  }

  /** Time passes, tick by tick. */
  pass(ms: number): void {
    for (let left = ms; left > 0; left -= 100) {
      this.unit.now += Math.min(100, left);
      this.#take(this.unit.server.tick(this.unit.now));
    }
  }

  /** What became of the call. */
  get report(): CallReport | undefined {
    return this.reports.at(-1);
  }

  #router(): ClientRouter {
    const { credentials, bindings } = this.unit;
    return new ClientRouter({
      credentials,
      bindings,
      elsewhere: (sid) => this.elsewhere.get(sid) ?? [],
      tokens: new UnitTokens({ current: Buffer.alloc(32, 9) }),
      unit: 'cp-1',
      hasApplication: ({ login }) => login === 'robot',
    });
  }

  #take(effects: UasEffects): void {
    this.unit.apply(effects);
    this.reports.push(...effects.reports);
    for (const { flow, bytes, key } of effects.sends) {
      this.#sends += 1;
      const phone = this.phones.find(({ flow: { remote } }) => remote.port === flow.remote.port);
      if (phone === undefined) throw new Error(`sent to nobody: ${bytes.toString()}`);
      if (this.gone.has(phone)) {
        if (key !== undefined) this.#take(this.unit.server.unsendable(key, this.unit.now));
      } else if (!this.lose(this.#sends)) {
        phone.got.push(messageIn(bytes));
      }
    }
  }
}
