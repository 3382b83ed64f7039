/**
 * RFC 2396 §3.2.2: `userinfo = *( unreserved | escaped | ";" | ":" | "&" | "=" | "+" | "$" | "," )`, without the colon:
 * it ends the user name in a digest's A1 (RFC 7616 §3.4.2) and the user in a SIP URI.
 */
const USERINFO = /^(?:[A-Za-z0-9\-_.!~*'();&=+$,]|%[0-9A-Fa-f]{2})*$/;

/** Escapes of what must not be in a user name in any form: control characters and the colon. */
const REFUSED_ESCAPE = /%(?:[01][0-9A-Fa-f]|7F|3A)/i;

export const isUserinfo = (text: string): boolean => USERINFO.test(text) && !REFUSED_ESCAPE.test(text);
