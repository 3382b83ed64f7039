import { topViaOf } from '../headers/accessors.ts';
import type { Flow, Send } from '../flow/flow.ts';
import { buildResponse } from '../message/build-response.ts';
import { replyAddress } from '../message/reply-address.ts';
import { serialize } from '../message/serialize.ts';
import type { Answerable } from '../message/types.ts';
import type { Reply } from './reply.ts';

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const HEX = 16;
/** The end of a branch is where branches differ. */
const TAGGED_LENGTH = 16;

/**
 * Makes the octets of an answer. To tags follow from the request and a random salt, since "a stateless UAS must generate
 * the same tag for retransmissions of the same request" (RFC 3261 §8.2.7).
 */
export class Responder {
  readonly #salt: string;

  constructor(salt: string) {
    this.#salt = salt;
  }

  respond(request: Answerable, flow: Flow, reply: Reply): Send {
    const response = buildResponse(request, {
      status: reply.status,
      reason: reply.reason,
      toTag: this.#tagFor(request),
      source: flow.remote,
      headers: reply.headers,
    });
    return { flow: replyFlow(request, flow), bytes: serialize(response) };
  }

  #tagFor(request: Answerable): string {
    const via = topViaOf(request);
    const text = (via.ok ? via.value.branch : undefined) ?? request.headers.first('call-id') ?? '';
    let hash = FNV_OFFSET;
    for (let i = Math.max(0, text.length - TAGGED_LENGTH); i < text.length; i++)
      hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
    return this.#salt + (hash >>> 0).toString(HEX);
  }
}

/** Back over the connection, or to where the Via of a datagram asks within the address it came from. */
export const replyFlow = (request: Answerable, flow: Flow): Flow => {
  if (flow.transport !== 'udp') return flow;
  const remote = replyAddress(request, flow.remote);
  return remote === flow.remote ? flow : { ...flow, remote };
};
