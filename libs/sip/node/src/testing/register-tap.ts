import type { Socket } from 'node:dgram';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { authorizationsOf, callIdOf, cseqOf, parseMessage } from '@tandem/sip';
import type { SipRequest } from '@tandem/sip';

/** Parameters as sent; undefined when absent. */
export interface SeenCredentials {
  readonly algorithm: string | undefined;
  readonly nonce: string | undefined;
  readonly nc: string | undefined;
}

/** A REGISTER as it came in. */
export interface SeenRegister {
  readonly callId: string | undefined;
  readonly cseq: number | undefined;
  /** The first Authorization; undefined without one. */
  readonly credentials: SeenCredentials | undefined;
}

const seen = (request: SipRequest): SeenRegister => {
  const [callId, cseq] = [callIdOf(request), cseqOf(request)];
  const [authorization] = authorizationsOf(request);
  const params = authorization?.ok === true ? authorization.value.params : undefined;
  return {
    callId: callId.ok ? callId.value : undefined,
    cseq: cseq.ok ? cseq.value.number : undefined,
    credentials:
      params === undefined
        ? undefined
        : { algorithm: params.get('algorithm'), nonce: params.get('nonce'), nc: params.get('nc') },
  };
};

/**
 * Reads along the REGISTERs that arrive at the UDP sockets which this process opens from now on. A retransmission (same
 * Call-ID and CSeq) is left out.
 */
export class RegisterTap {
  readonly #registers = new Map<string, SeenRegister>();
  readonly #onSocket = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    socket.on('message', (octets) => this.#read(octets));
  };

  constructor() {
    subscribe('udp.socket', this.#onSocket);
  }

  /** In the order of arrival. */
  get registers(): readonly SeenRegister[] {
    return [...this.#registers.values()];
  }

  /** Sockets opened later are let be. */
  close(): void {
    unsubscribe('udp.socket', this.#onSocket);
  }

  #read(octets: Buffer): void {
    const outcome = parseMessage(octets, { transport: 'datagram' });
    if (outcome.kind !== 'message' || outcome.message.kind !== 'request') return;
    if (outcome.message.method !== 'REGISTER') return;
    const register = seen(outcome.message);
    const key = `${register.callId} ${register.cseq}`;
    if (!this.#registers.has(key)) this.#registers.set(key, register);
  }
}
