import type { CallReport, Flow, RegistrarEffects, RegistrationFeed, Source, UasEffects } from '@tandem/sip';
import type { Logger } from '@tandem/telemetry';
import type { Listeners } from './listen.ts';
import type { TrafficCounters } from './traffic-counters.ts';

export interface EffectRunnerParts {
  readonly feed: RegistrationFeed;
  readonly counters: TrafficCounters;
  readonly logger: Logger;
  readonly onCall: (report: CallReport) => void;
  /** Undefined before and after the endpoint listens. */
  readonly listeners: () => Listeners | undefined;
}

const KEEP_ALIVE = Buffer.from('\r\n');

/** Does what the core decided: first the answer, then the feed. */
export class EffectRunner {
  readonly #parts: EffectRunnerParts;

  constructor(parts: EffectRunnerParts) {
    this.#parts = parts;
  }

  /** @returns the client transactions whose requests could not be sent */
  run(effects: UasEffects): readonly string[] {
    const { feed, counters, logger, onCall } = this.#parts;
    const { events, sends, observations, reports } = effects;
    const unsent = sends.flatMap(({ flow, bytes, key }) =>
      this.#send(flow, bytes) || key === undefined ? [] : [key],
    );
    if (events.length > 0) feed.publish(events);
    for (const report of reports) onCall(report);
    for (const observation of observations) counters.note(observation);
    if (effects.failure !== undefined) logger.error('a SIP request failed', { error: effects.failure });
    return unsent;
  }

  runRegistrar({ events, pings }: RegistrarEffects): void {
    if (events.length > 0) this.#parts.feed.publish(events);
    for (const to of pings) this.#ping(to);
  }

  /** Whether it is on its way, as far as that can be known: what is lost on UDP is sent again. */
  #send(flow: Flow, bytes: Buffer): boolean {
    const listeners = this.#parts.listeners();
    if (flow.transport !== 'udp') return listeners?.tcp.send(bytes, flow) ?? false;
    listeners?.udp.send(bytes, flow.remote);
    return true;
  }

  #ping(to: Source): void {
    this.#parts.listeners()?.udp.send(KEEP_ALIVE, to);
  }
}
