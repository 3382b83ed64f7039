import { quote } from '../text/wire-text.ts';
import type { Binding } from './binding.ts';

const SECOND_MS = 1000;

/** A binding as the 200 lists it: "each Contact value MUST have an expires parameter" (RFC 3261 §10.3 step 8). */
export const formatContact = (binding: Binding, now: number): string => {
  const { contact, q, instance, regId, expiresAt } = binding;
  let text = `<${contact}>;expires=${Math.ceil((expiresAt - now) / SECOND_MS)}`;
  if (q !== undefined) text += `;q=${q}`;
  if (instance !== undefined) text += `;+sip.instance=${quote(`<${instance}>`)}`;
  if (regId !== undefined) text += `;reg-id=${regId}`;
  return text;
};

let formattedSecond = -1;
let formatted = '';

/** SIP-date (RFC 3261 §20.17); made once a second. `now` is wall-clock milliseconds. */
export const formatDate = (now: number): string => {
  const second = Math.floor(now / SECOND_MS);
  if (second !== formattedSecond) {
    formatted = new Date(now).toUTCString();
    formattedSecond = second;
  }
  return formatted;
};
