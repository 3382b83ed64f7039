import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { callIdOf, cseqOf, fromOf, toOf, topViaOf, viasOf } from '../headers/accessors.ts';
import type { CSeq, NameAddr, Via } from '../headers/types.ts';
import { isGroupAddress } from '../uri/host.ts';
import type { SipResponse } from './types.ts';

/** A response whose form is right, with the parts that matching needs. */
export interface CheckedResponse {
  readonly response: SipResponse;
  readonly via: Via;
  readonly from: NameAddr;
  readonly to: NameAddr;
  readonly callId: string;
  readonly cseq: CSeq;
}

/** Who looks at the response: the end of its way, or a proxy that sends it on to the next Via. */
export type ResponseRole = 'user-agent' | 'proxy';

/** Why the Vias below the top one forbid to take the response, or undefined. */
const viaFault = (response: SipResponse, role: ResponseRole): string | undefined => {
  const vias = viasOf(response);
  if (!vias.ok) return `via: ${vias.error.why}`;
  // "If more than one Via header field value is present in a response, the UAC SHOULD discard the message" (§8.1.3.3)
  if (role === 'user-agent')
    return vias.value.length > 1 ? 'via: more than one at its destination' : undefined;
  const next = vias.value[1];
  return next !== undefined && isGroupAddress(next.host)
    ? 'via: the next hop is a group of hosts'
    : undefined;
};

/** Checks a response; the error says why it is to be discarded, since nobody answers a response. */
export const validateResponse = (
  response: SipResponse,
  role: ResponseRole,
): Result<CheckedResponse, string> => {
  const [via, from, to] = [topViaOf(response), fromOf(response), toOf(response)];
  const [callId, cseq] = [callIdOf(response), cseqOf(response)];
  for (const part of [via, from, to, callId, cseq]) {
    if (!part.ok) return err(`${part.error.header}: ${part.error.why}`);
  }
  const fault = viaFault(response, role);
  if (fault !== undefined) return err(fault);
  if (!via.ok || !from.ok || !to.ok || !callId.ok || !cseq.ok) return err('unreadable');
  return ok({
    response,
    via: via.value,
    from: from.value,
    to: to.value,
    callId: callId.value,
    cseq: cseq.value,
  });
};
