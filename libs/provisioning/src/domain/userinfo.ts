/**
 * RFC 2396 §3.2.2: `userinfo = *( unreserved | escaped | ";" | ":" | "&" | "=" | "+" | "$" | "," )`, without the colon:
 * it ends the user name in a digest's A1 (RFC 7616 §3.4.2) and the user in a SIP URI.
 */
const USERINFO = /^(?:[A-Za-z0-9\-_.!~*'();&=+$,]|%[0-9A-Fa-f]{2})*$/;

/** Escapes of what must not be in a user name in any form: control characters and the colon. */
const REFUSED_ESCAPE = /%(?:[01][0-9A-Fa-f]|7F|3A)/i;

export const isUserinfo = (text: string): boolean => USERINFO.test(text) && !REFUSED_ESCAPE.test(text);

const PLAIN = /^[A-Za-z0-9\-_.!~*'();&=+$,]$/;

/**
 * One spelling for all that name the same user: users are compared after unescaping, case-sensitively (RFC 3261
 * §19.1.4), so `%61lice` is `alice` and `a%c3%a9` is `a%C3%A9`.
 */
export const canonicalUserinfo = (userinfo: string): string =>
  userinfo.replace(/%([0-9A-Fa-f]{2})/g, (escape, hex: string) => {
    const character = String.fromCharCode(parseInt(hex, 16));
    return PLAIN.test(character) ? character : escape.toUpperCase();
  });
