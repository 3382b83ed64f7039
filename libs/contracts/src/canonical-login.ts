const PLAIN = /^[A-Za-z0-9\-_.!~*'();&=+$,]$/;

/**
 * One spelling for all logins that name the same user: users are compared after unescaping, case-sensitively (RFC 3261
 * §19.1.4), so `%61lice` is `alice` and `a%c3%a9` is `a%C3%A9`. Takes userinfo as it stands in a URI, escapes and all.
 */
export const canonicalLogin = (userinfo: string): string =>
  userinfo.includes('%')
    ? userinfo.replace(/%([0-9A-Fa-f]{2})/g, (escape, hex: string) => {
        const character = String.fromCharCode(parseInt(hex, 16));
        return PLAIN.test(character) ? character : escape.toUpperCase();
      })
    : userinfo;
