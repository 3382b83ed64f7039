import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { TandemError } from '@tandem/kernel';
import {
  answerChallenge,
  buildRequest,
  cseqOf,
  field,
  hostOfAddress,
  proxyAuthenticatesOf,
  serialize,
  topViaOf,
  wwwAuthenticatesOf,
} from '@tandem/sip';
import type { AuthValue, DigestAlgorithm, SipResponse, Source } from '@tandem/sip';
import { openWire } from './phone-wire.ts';
import type { PhoneWire } from './phone-wire.ts';

export interface TestPhoneOptions {
  readonly server: Source;
  readonly login: string;
  readonly password: string;
  /** Default `udp`. */
  readonly transport?: 'udp' | 'tcp';
  /** Host of the address-of-record and the Request-URI. Default: the server's address, as most phones are set up. */
  readonly domain?: string;
  /** The algorithms that this phone knows. Default: both. */
  readonly algorithms?: readonly DigestAlgorithm[];
  /** `+sip.instance`, as `urn:uuid:…`. */
  readonly instance?: string;
  /** Longest wait for an answer, milliseconds. Default 5000. */
  readonly timeoutMs?: number;
  /** Answers with the nonce of before, counting on, as Linphone does. Default false. */
  readonly preemptive?: boolean;
}

export interface RegisterOptions {
  /** Seconds, as an Expires header. Default 600; null sends none. */
  readonly expires?: number | null;
  /** Contact values; `[]` asks only. Default: where this phone is. */
  readonly contacts?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came of one request with its challenge. */
export interface PhoneResult {
  readonly status: number;
  readonly final: SipResponse;
  /** Every response received for it, those repeated included. */
  readonly responses: readonly SipResponse[];
  /** Contact values of the final answer. */
  readonly contacts: readonly string[];
}

const T1_MS = 500;
const DEFAULT_TIMEOUT_MS = 5000;

interface Waiting {
  readonly branch: string;
  readonly responses: SipResponse[];
  onFinal: (() => void) | undefined;
}

/** A phone for tests: registers over real sockets, and every wait of it ends. */
export class TestPhone {
  readonly #options: TestPhoneOptions;
  readonly #callId = `${randomBytes(8).toString('hex')}@test-phone`;
  readonly #waiting = new Map<string, Waiting>();
  /** Responses to nothing that was waited for, and everything else that came. */
  readonly strays: (SipResponse | Buffer)[] = [];
  #wire: PhoneWire | undefined;
  #cseq = 0;
  #nonce: { readonly challenges: readonly AuthValue[]; nc: number } | undefined;

  private constructor(options: TestPhoneOptions) {
    this.#options = options;
  }

  static async open(options: TestPhoneOptions): Promise<TestPhone> {
    const phone = new TestPhone(options);
    await phone.reconnect();
    return phone;
  }

  get local(): Source {
    return this.#socket().local;
  }

  /** Whether the server closed the connection. */
  get disconnected(): boolean {
    return this.#socket().closed;
  }

  /** Where this phone is reached, as a Contact value. */
  get contact(): string {
    const { login, instance } = this.#options;
    const { transport, local } = this.#socket();
    const uri = `<sip:${login}@${hostOfAddress(local.address)}:${local.port};transport=${transport}>`;
    return instance === undefined ? uri : `${uri};+sip.instance="<${instance}>"`;
  }

  /** A new socket, as after a change of network: the same phone at another port. */
  async reconnect(): Promise<void> {
    await this.#wire?.close();
    const { server, transport = 'udp' } = this.#options;
    this.#wire = await openWire(transport, server, {
      onResponse: (response) => this.#take(response),
      onOther: (octets) => this.strays.push(octets),
    });
  }

  register(options: RegisterOptions = {}): Promise<PhoneResult> {
    const { expires = 600, contacts = [this.contact] } = options;
    return this.request('REGISTER', {
      ...(contacts.length === 0 ? {} : { Contact: contacts.join(', ') }),
      ...(expires === null ? {} : { Expires: String(expires) }),
      ...options.headers,
    });
  }

  unregister(): Promise<PhoneResult> {
    return this.register({ expires: 0 });
  }

  unregisterAll(): Promise<PhoneResult> {
    return this.register({ expires: 0, contacts: ['*'] });
  }

  query(): Promise<PhoneResult> {
    return this.register({ expires: null, contacts: [] });
  }

  /** Sends a request in the server's domain and answers its challenge, once. */
  async request(method: string, headers: Readonly<Record<string, string>> = {}): Promise<PhoneResult> {
    const before = this.#options.preemptive === true ? this.#credentials(method, 401) : {};
    const first = await this.#exchange(method, { ...before, ...headers });
    const last = first.at(-1);
    if (last === undefined || (last.status !== 401 && last.status !== 407)) return resultOf(first);
    this.#nonce = { challenges: challengesOf(last), nc: 0 };
    const credentials = this.#credentials(method, last.status);
    if (Object.keys(credentials).length === 0) return resultOf(first);
    const second = await this.#exchange(method, { ...credentials, ...headers });
    return resultOf([...first, ...second]);
  }

  /** Octets as they are. */
  sendRaw(octets: Buffer): void {
    this.#socket().send(octets);
  }

  async close(): Promise<void> {
    await this.#wire?.close();
  }

  #socket(): PhoneWire {
    if (this.#wire === undefined) throw new TandemError('CLOSED', 'the phone has no socket');
    return this.#wire;
  }

  #target(): string {
    const { domain, server } = this.#options;
    return domain ?? `${hostOfAddress(server.address)}:${server.port}`;
  }

  #credentials(method: string, status: number): Record<string, string> {
    if (this.#nonce === undefined) return {};
    this.#nonce.nc += 1;
    const { login, password, algorithms } = this.#options;
    const value = answerChallenge({
      challenges: this.#nonce.challenges,
      ...{ login, password, algorithms, method, uri: `sip:${this.#target()}` },
      cnonce: randomBytes(8).toString('hex'),
      nc: this.#nonce.nc,
    });
    if (value === undefined) return {};
    return { [status === 407 ? 'Proxy-Authorization' : 'Authorization']: value };
  }

  /** One transaction: all its responses, the final one last. */
  async #exchange(method: string, headers: Readonly<Record<string, string>>): Promise<SipResponse[]> {
    const wire = this.#socket();
    const { login, timeoutMs = DEFAULT_TIMEOUT_MS } = this.#options;
    const branch = `z9hG4bK${randomBytes(8).toString('hex')}`;
    const sentBy = `${hostOfAddress(wire.local.address)}:${wire.local.port}`;
    this.#cseq += 1;
    const octets = serialize(
      buildRequest({
        method,
        requestUri: `sip:${this.#target()}`,
        via: `SIP/2.0/${wire.transport.toUpperCase()} ${sentBy};branch=${branch};rport`,
        from: `<sip:${login}@${this.#target()}>;tag=${branch.slice(-8)}`,
        to: `<sip:${login}@${this.#target()}>`,
        callId: this.#callId,
        cseq: this.#cseq,
        headers: Object.entries(headers).map(([name, value]) => field(name, value)),
      }),
    );
    const waiting: Waiting = { branch, responses: [], onFinal: undefined };
    this.#waiting.set(branch, waiting);
    try {
      return await this.#await(waiting, wire, octets, timeoutMs);
    } finally {
      this.#waiting.delete(branch);
    }
  }

  /** Sends, again every T1 on UDP (RFC 3261 §17.1.2.2), until the final answer or the end of patience. */
  async #await(waiting: Waiting, wire: PhoneWire, octets: Buffer, timeoutMs: number): Promise<SipResponse[]> {
    const over = new AbortController();
    waiting.onFinal = () => over.abort();
    const deadline = performance.now() + timeoutMs;
    wire.send(octets);
    for (let pause = T1_MS; !over.signal.aborted && performance.now() < deadline; pause *= 2) {
      const wait = Math.min(pause, Math.max(1, deadline - performance.now()));
      await delay(wait, undefined, { signal: over.signal }).catch(() => undefined);
      if (!over.signal.aborted && wire.transport === 'udp') wire.send(octets);
    }
    if (!over.signal.aborted) throw new TandemError('TIMED_OUT', `no final answer within ${timeoutMs} ms`);
    return waiting.responses;
  }

  #take(response: SipResponse): void {
    const via = topViaOf(response);
    const waiting = via.ok ? this.#waiting.get(via.value.branch ?? '') : undefined;
    if (waiting === undefined || !cseqOf(response).ok) {
      this.strays.push(response);
      return;
    }
    waiting.responses.push(response);
    if (response.status >= 200) waiting.onFinal?.();
  }
}

const challengesOf = (response: SipResponse): readonly AuthValue[] =>
  [...wwwAuthenticatesOf(response), ...proxyAuthenticatesOf(response)].flatMap((parsed) =>
    parsed.ok ? [parsed.value] : [],
  );

const resultOf = (responses: readonly SipResponse[]): PhoneResult => {
  const final = responses.at(-1);
  if (final === undefined) throw new TandemError('TIMED_OUT', 'no response');
  return { status: final.status, final, responses, contacts: final.headers.all('contact') };
};
