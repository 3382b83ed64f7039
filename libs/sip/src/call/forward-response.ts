import { HeaderBag } from '../headers/header-bag.ts';
import type { SipResponse } from '../message/types.ts';

/** "The proxy removes the topmost Via header field value from the response" (RFC 3261 §16.7 step 3): it is ours, and alone in its field. */
export const forwardedResponse = (response: SipResponse): SipResponse => {
  const at = response.headers.fields.findIndex(({ key }) => key === 'via');
  return { ...response, headers: new HeaderBag(response.headers.fields.filter((_, index) => index !== at)) };
};
