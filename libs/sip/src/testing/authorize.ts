import { answerChallenge } from '../auth/answer-challenge.ts';
import type { ChallengeAnswerInit } from '../auth/answer-challenge.ts';
import { proxyAuthenticatesOf, wwwAuthenticatesOf } from '../headers/accessors.ts';
import type { SipResponse } from '../message/types.ts';
import { requestIn } from './sip-text.ts';

type Who = Pick<ChallengeAnswerInit, 'login' | 'password'> &
  Partial<Pick<ChallengeAnswerInit, 'nc' | 'cnonce' | 'algorithms'>>;

/** The request once more, with its answer to the challenge of a 401 or 407 as a further field. */
export const authorize = (octets: Buffer, response: SipResponse, who: Who): Buffer => {
  const { method, requestUri } = requestIn(octets);
  const found = [...wwwAuthenticatesOf(response), ...proxyAuthenticatesOf(response)];
  const value = answerChallenge({
    challenges: found.flatMap((parsed) => (parsed.ok ? [parsed.value] : [])),
    method,
    uri: requestUri,
    cnonce: 'c0ffee',
    ...who,
  });
  const name = response.status === 407 ? 'Proxy-Authorization' : 'Authorization';
  const text = octets.toString('latin1');
  const lineEnd = text.indexOf('\r\n') + 2;
  return Buffer.from(`${text.slice(0, lineEnd)}${name}: ${value ?? ''}\r\n${text.slice(lineEnd)}`, 'latin1');
};
