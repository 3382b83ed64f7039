import { SPANS, withSpanSync } from '@tandem/telemetry';
import type { ParseOutcome } from '@tandem/sip';

const REGISTER = 'REGISTER ';

/**
 * A span round each REGISTER, so that the records it leads to carry its trace. Active: whoever writes them finds it as
 * the current one.
 */
export class RegisterTracer {
  readonly #unit: string;
  readonly #enabled: boolean;

  constructor(unit: string, enabled: boolean) {
    this.#unit = unit;
    this.#enabled = enabled;
  }

  /** Looks at the first octets only: the message is not read yet. */
  datagram(octets: Buffer, work: () => void): void {
    this.#run(this.#enabled && octets.toString('latin1', 0, REGISTER.length) === REGISTER, 'udp', work);
  }

  message(outcome: ParseOutcome, work: () => void): void {
    const isRegister =
      outcome.kind === 'message' &&
      outcome.message.kind === 'request' &&
      outcome.message.method === 'REGISTER';
    this.#run(this.#enabled && isRegister, 'tcp', work);
  }

  #run(traced: boolean, transport: string, work: () => void): void {
    if (!traced) work();
    else withSpanSync(SPANS.register, { attributes: { unit: this.#unit, transport } }, work);
  }
}
