import { StateMachine, systemClock, systemRandom, withDeadline } from '@tandem/kernel';
import type { Clock, Random, Sid } from '@tandem/kernel';
import { createUserAgentServer, Registrar, RegistrationDirectory } from '@tandem/sip';
import type {
  BindingStore,
  CallReport,
  CallRouter,
  CreatedServer,
  CredentialSource,
  Domains,
  Flow,
  NameFlow,
  NonceKeys,
  ParseOutcome,
  RegistrationFeed,
  RegistrationLimits,
  RemoteRegistration,
  Source,
  UasEffects,
  UnitTokens,
} from '@tandem/sip';
import { observe, silentLogger } from '@tandem/telemetry';
import type { Logger } from '@tandem/telemetry';
import type { ListenAddress } from './bind-error.ts';
import { EffectRunner } from './effect-runner.ts';
import { listen } from './listen.ts';
import type { Listeners } from './listen.ts';
import { RegisterTracer } from './register-tracer.ts';
import { TCP_LIMITS } from './tcp-limits.ts';
import type { TcpLimits } from './tcp-limits.ts';
import type { TcpHandlers } from './tcp-transport.ts';
import { TrafficCounters } from './traffic-counters.ts';
import type { UdpHandlers } from './udp-transport.ts';

export interface SipEndpointOptions {
  /** The unit's id, in records and metrics. */
  readonly unit: string;
  /** Default `127.0.0.1:5060`, moved by `SIP_HOST` and `SIP_PORT`. */
  readonly listen?: Partial<ListenAddress>;
  readonly domains: Domains;
  readonly credentials: CredentialSource;
  readonly bindings: BindingStore;
  readonly feed: RegistrationFeed;
  readonly nonceKeys: NonceKeys;
  /** Whether the unit may speak for its cache; else phones hear 503. */
  readonly isReady: () => boolean;
  /** Where calls go. Default: nowhere, 480. */
  readonly router?: CallRouter;
  /** Lets other units ring the phones that are held here. Default: none may. */
  readonly unitTokens?: UnitTokens;
  /** How this unit is named to phones and to other units. Default: by the address that it listens at. */
  readonly nameOf?: NameFlow;
  /** Told each time that a call changes, with the call as it is then. */
  readonly onCall?: (report: CallReport) => void;
  readonly limits?: RegistrationLimits;
  readonly tcp?: Partial<TcpLimits>;
  /** Answers per second to one address that has not shown that it hears us. Default 200; Infinity for no limit. */
  readonly strangersPerSecond?: number;
  /** A span for each REGISTER. Default true; it costs nothing while no SDK is registered. */
  readonly tracing?: boolean;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly logger?: Logger;
}

export type EndpointState = 'new' | 'starting' | 'running' | 'stopping' | 'stopped';

const DEFAULT_ADDRESS: ListenAddress = {
  host: '127.0.0.1',
  port: 5060,
  env: { host: 'SIP_HOST', port: 'SIP_PORT' },
};
const TICK_MS = 100;
const TICKS_PER_CHECK = 10;
const INCARNATION_BYTES = 8;
const DEFAULT_GRACE_MS = 1000;
/** How long closing sockets may take beyond the grace before it is given up. */
const CLOSE_MS = 5000;

/** The SIP side of a unit: sockets, clock and stores round the core. */
export class SipEndpoint {
  readonly #options: SipEndpointOptions;
  readonly #clock: Clock;
  readonly #created: CreatedServer;
  readonly #registrar: Registrar;
  readonly #directory: RegistrationDirectory;
  readonly #runner: EffectRunner;
  readonly #counters: TrafficCounters;
  readonly #tracer: RegisterTracer;
  readonly #logger: Logger;
  /** Random, per run: goes with the unit's records so that it knows its own. */
  readonly incarnation: string;
  readonly #state = new StateMachine<EndpointState>(
    'SIP endpoint',
    {
      new: ['starting', 'stopped'],
      starting: ['running', 'stopped'],
      running: ['stopping'],
      stopping: ['stopped'],
      stopped: [],
    },
    'new',
  );
  #listeners: Listeners | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ticks = 0;
  #stopObserving: (() => void) | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: SipEndpointOptions) {
    const { unit, bindings, feed, limits, clock = systemClock, random = systemRandom } = options;
    this.#options = options;
    this.#clock = clock;
    this.#logger = options.logger ?? silentLogger;
    this.incarnation = random.bytes(INCARNATION_BYTES).toString('hex');
    this.#directory = new RegistrationDirectory({ unit, incarnation: this.incarnation });
    this.#registrar = new Registrar({
      store: bindings,
      directory: this.#directory,
      ...(limits === undefined ? {} : { limits }),
    });
    this.#created = createUserAgentServer({
      ...options,
      registrar: this.#registrar,
      random,
      now: clock.now(),
    });
    this.#counters = new TrafficCounters(unit);
    this.#tracer = new RegisterTracer(unit, options.tracing ?? true);
    this.#runner = new EffectRunner({
      feed,
      counters: this.#counters,
      logger: this.#logger,
      onCall: options.onCall ?? (() => undefined),
      listeners: () => this.#listeners,
    });
  }

  get state(): EndpointState {
    return this.#state.state;
  }

  /** Where it listens; the port is the true one when 0 was asked for. Undefined while it does not listen. */
  get address(): Source | undefined {
    return this.#listeners?.udp.local;
  }

  /** The other units that hold phones of this Client, by binding key. */
  elsewhere(sid: Sid): ReadonlyMap<string, string> {
    return this.#directory.elsewhere(sid);
  }

  /** Takes up the bindings of the store and listens on UDP and TCP. Throws `PORT_IN_USE`. */
  async start(): Promise<void> {
    this.#state.to('starting');
    try {
      this.#listeners = await this.#listen();
      this.#runner.runRegistrar(this.#registrar.restore(this.#clock.now()));
    } catch (error) {
      await this.#close(0);
      this.#state.to('stopped');
      throw error;
    }
    const { unit, bindings } = this.#options;
    const stops = [
      observe('registrations', { unit }, () => bindings.size),
      observe('calls', { unit }, () => this.#created.server.calls),
    ];
    this.#stopObserving = () => stops.forEach((stop) => stop());
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#state.to('running');
  }

  /**
   * Tells the cluster that the phones on streams are gone, closes their connections after at most `graceMs`, and the
   * listeners. Phones on UDP stay in the store. Safe to call again.
   */
  stop(graceMs = DEFAULT_GRACE_MS): Promise<void> {
    this.#stopped ??= this.#stop(graceMs);
    return this.#stopped;
  }

  /** The Client was deleted, disabled or suspended: its phones go at once. */
  revoke(sid: Sid): void {
    this.#runner.runRegistrar(this.#registrar.revoke(sid, this.#clock.now()));
  }

  /** A record of the registrations topic was read, ours included, in the order of the log. */
  applyRemote(record: RemoteRegistration): void {
    this.#runner.runRegistrar(this.#registrar.applyRemote(record, this.#clock.now()));
  }

  /** The cluster's nonce keys were rotated. */
  useNonceKeys(keys: NonceKeys): void {
    this.#created.gatekeeper.useNonceKeys(keys);
  }

  async #stop(graceMs: number): Promise<void> {
    if (this.state !== 'running') {
      if (this.#state.can('stopped')) this.#state.to('stopped');
      return;
    }
    this.#state.to('stopping');
    clearInterval(this.#timer);
    this.#runner.runRegistrar(this.#registrar.drain(this.#clock.now()));
    try {
      await this.#close(graceMs);
    } finally {
      this.#counters.flush();
      this.#stopObserving?.();
      this.#state.to('stopped');
    }
  }

  #listen(): Promise<Listeners> {
    return listen({ ...DEFAULT_ADDRESS, ...this.#options.listen }, this.#udpHandlers(), {
      limits: { ...TCP_LIMITS, ...this.#options.tcp },
      handlers: this.#tcpHandlers(),
      prefix: `tcp-${this.incarnation}`,
      now: () => this.#clock.monotonic(),
    });
  }

  async #close(graceMs: number): Promise<void> {
    const listeners = this.#listeners;
    const closing = Promise.all([listeners?.tcp.close(graceMs), listeners?.udp.close()]);
    try {
      await withDeadline(closing, graceMs + CLOSE_MS, 'closing the SIP sockets');
    } finally {
      this.#listeners = undefined;
    }
  }

  #tick(): void {
    const now = this.#clock.now();
    this.#guarded(() => {
      this.#run(this.#created.server.tick(now));
      this.#runner.runRegistrar(this.#registrar.tick(now));
    });
    this.#counters.flush();
    this.#ticks += 1;
    if (this.#ticks % TICKS_PER_CHECK === 0) this.#listeners?.tcp.checkTimes();
  }

  /** No message may end the process, and none may keep the next from being read. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#counters.drop('failure');
      this.#logger.error('handling SIP failed', { error });
    }
  }

  /** What a phone's closed connection does not take may go to another phone, whose connection may be closed too. */
  #run(effects: UasEffects): void {
    let unsent = this.#runner.run(effects);
    while (unsent.length > 0) {
      const { server } = this.#created;
      unsent = unsent.flatMap((key) => this.#runner.run(server.unsendable(key, this.#clock.now())));
    }
  }

  #udpHandlers(): UdpHandlers {
    const { server } = this.#created;
    return {
      onDatagram: (octets, remote) => {
        const local = this.#listeners?.udp.local;
        if (local === undefined) return;
        const flow: Flow = { transport: 'udp', remote, local };
        this.#guarded(() =>
          this.#tracer.datagram(octets, () => {
            this.#run(server.datagram(octets, flow, this.#clock.now()));
          }),
        );
      },
      onError: (error) => {
        this.#counters.drop('socket-error');
        this.#logger.warn('the SIP socket met an error', { error });
      },
    };
  }

  #tcpHandlers(): TcpHandlers {
    return {
      onMessage: (outcome, flow) => this.#guarded(() => this.#onMessage(outcome, flow)),
      onClosed: (flow, reason) => {
        if (reason !== undefined && reason !== 'stopping') this.#counters.drop(`connection-${reason}`);
        this.#guarded(() => this.#onConnectionClosed(flow));
      },
      onRefused: (reason) => this.#counters.drop(`connection-${reason}`),
    };
  }

  #onMessage(outcome: ParseOutcome, flow: Flow): void {
    this.#tracer.message(outcome, () => {
      this.#run(this.#created.server.message(outcome, flow, this.#clock.now()));
    });
  }

  #onConnectionClosed(flow: Flow): void {
    const { connection } = flow;
    // While stopping, the cluster was told already that these phones are gone.
    if (connection === undefined || this.state !== 'running') return;
    this.#run(this.#created.server.connectionClosed(flow, this.#clock.now()));
    this.#runner.runRegistrar(this.#registrar.connectionClosed(connection, this.#clock.now()));
  }
}
