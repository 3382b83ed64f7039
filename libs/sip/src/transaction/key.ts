import { tagOf } from '../headers/contact.ts';
import type { Via } from '../headers/types.ts';
import { formatVia } from '../headers/via.ts';
import type { CheckedRequest } from '../message/validate-request.ts';

/** "the branch parameter MUST always begin with the characters z9hG4bK" (RFC 3261 §8.1.1.7). */
const COOKIE = 'z9hG4bK';

/** Whether the branch was made to be unique: the cookie and something behind it (RFC 4475 §3.2.1 has nothing there). */
const isUnique = (branch: string | undefined): branch is string =>
  branch !== undefined && branch.length > COOKIE.length && branch.startsWith(COOKIE);

const sentBy = ({ host, port }: Via): string => `${host.toLowerCase()}:${port ?? ''}`;

/**
 * "The INVITE request matches a transaction if the Request-URI, To tag, From tag, Call-ID, CSeq, and top Via" match
 * (RFC 3261 §17.2.3). The To tag is left out for INVITE, since its ACK carries the tag of our answer instead.
 */
const rfc2543Key = (checked: CheckedRequest, method: string): string => {
  const { request, from, to, callId, cseq, via } = checked;
  const toTag = method === 'INVITE' ? undefined : tagOf(to);
  return [
    request.requestUri,
    toTag ?? '',
    tagOf(from) ?? '',
    callId,
    cseq.number,
    formatVia(via),
    method,
  ].join('\n');
};

/**
 * The name of the server transaction that a request belongs to: branch, sent-by and method (RFC 3261 §17.2.3; without
 * the sent-by one client could be given another's answer). ACK belongs to its INVITE, and so does CANCEL when `method`
 * says so.
 */
export const transactionKey = (
  checked: CheckedRequest,
  method: string = checked.request.method === 'ACK' ? 'INVITE' : checked.request.method,
): string => {
  const { via } = checked;
  return isUnique(via.branch) ? `${via.branch} ${sentBy(via)} ${method}` : rfc2543Key(checked, method);
};
