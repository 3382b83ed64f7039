import { contactExpiresOf, instanceOf } from '../headers/contact.ts';
import type { NameAddr } from '../headers/types.ts';
import type { RegistrationLimits } from './limits.ts';

/** One Contact of a REGISTER, in the form in which it is decided on. */
export interface ContactRequest {
  readonly address: NameAddr;
  readonly instance: string | undefined;
  readonly regId: number | undefined;
  readonly q: string | undefined;
  /** Seconds asked for; 0 removes. */
  readonly asked: number;
}

const MAX_URI = 1024;
const MAX_INSTANCE = 256;
const REG_ID = /^\d{1,9}$/;
const QVALUE = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;
/** What can be sent back in a quoted string, and stand in a key. */
const VISIBLE = /^[\x21-\x7e]+$/;

const regIdOf = (address: NameAddr): number | undefined => {
  const text = address.params.get('reg-id') ?? '';
  return REG_ID.test(text) ? Number(text) : undefined;
};

const qOf = (address: NameAddr): string | undefined => {
  const text = address.params.get('q') ?? '';
  return QVALUE.test(text) ? text : undefined;
};

/** Why this Contact cannot be kept, or undefined. */
const faultOf = ({ uri, uriText }: NameAddr, instance: string | undefined): string | undefined => {
  if (uri.scheme !== 'sip' && uri.scheme !== 'sips') return 'contact: only sip and sips can be registered';
  if (uriText.length > MAX_URI) return 'contact: URI too long';
  if (instance === undefined) return undefined;
  return instance.length <= MAX_INSTANCE && VISIBLE.test(instance) ? undefined : 'contact: +sip.instance';
};

/**
 * Reads one Contact. Its own `expires` comes first, then the Expires header, then our default (RFC 3261 §10.3 step 7).
 * The answer is a text when the Contact cannot be kept.
 */
export const readContactRequest = (
  address: NameAddr,
  expires: number | undefined,
  limits: RegistrationLimits,
): ContactRequest | string => {
  const instance = instanceOf(address);
  return (
    faultOf(address, instance) ?? {
      address,
      instance,
      // RFC 5626 §6: without an instance there is nothing for a reg-id to number.
      regId: instance === undefined ? undefined : regIdOf(address),
      q: qOf(address),
      asked: contactExpiresOf(address) ?? expires ?? limits.defaultExpires,
    }
  );
};
