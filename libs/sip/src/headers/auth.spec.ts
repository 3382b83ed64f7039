import { describe, expect, it } from '@jest/globals';
import {
  authorizationsOf,
  proxyAuthenticatesOf,
  proxyAuthorizationsOf,
  wwwAuthenticatesOf,
} from './accessors.ts';
import { field, HeaderBag } from './header-bag.ts';

const read = (text: string): unknown => {
  const [auth] = authorizationsOf({ headers: new HeaderBag([field('Authorization', text)]) });
  if (auth === undefined) return undefined;
  return auth.ok ? [auth.value.scheme, Object.fromEntries(auth.value.params)] : auth.error.fault;
};

describe('credentials and challenges (RFC 3261 §20.7, RFC 7616)', () => {
  it.each([
    [
      'Digest username="bob", realm="a.b", nonce="n", uri="sip:a.b;x=1,2", response="0", algorithm=MD5, nc=00000001',
      [
        'digest',
        {
          username: 'bob',
          realm: 'a.b',
          nonce: 'n',
          uri: 'sip:a.b;x=1,2',
          response: '0',
          algorithm: 'MD5',
          nc: '00000001',
        },
      ],
    ],
    ['DIGEST Realm = "x" ,QOP=auth', ['digest', { realm: 'x', qop: 'auth' }]],
    ['Digest opaque=""', ['digest', { opaque: '' }]],
    // RFC 7616 §3.4: unq() takes the quotes away, not the escapes
    ['Digest username="a\\"b\\\\"', ['digest', { username: 'a\\"b\\\\' }]],
    ['Digest uri="sip:%41@h"', ['digest', { uri: 'sip:%41@h' }]],
    ['Bearer abc/def', ['bearer', {}]],
    ['Basic YWJj', ['basic', {}]],
    ['NoOneKnowsThisScheme opaque-data=here', ['nooneknowsthisscheme', { 'opaque-data': 'here' }]],
    ['Bearer', ['bearer', {}]],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));

  it.each([
    '',
    '"quoted"',
    'Digest',
    'Digest realm',
    'Digest realm=',
    'Digest realm="x',
    'Digest realm="x",',
    'Digest realm="x" nonce="y"',
    'Digest realm="x";nonce="y"',
    'Digest realm="x", REALM="y"',
    'Digest ="x"',
    `Digest ${Array.from({ length: 33 }, (_, i) => `p${i}=x`).join(',')}`,
  ])('%j is malformed', (text) => expect(read(text)).toBe('malformed'));

  it('holds names that plain objects have', () => {
    const [auth] = authorizationsOf({
      headers: new HeaderBag([field('Authorization', 'Digest __proto__="x", constructor="y"')]),
    });
    expect(auth?.ok && [...auth.value.params]).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  it('come one result a field, so that one broken field spoils no other', () => {
    const headers = new HeaderBag([
      field('Authorization', 'Digest realm="one"'),
      field('Authorization', 'Digest broken'),
      field('Proxy-Authorization', 'Digest realm="proxy"'),
      field('WWW-Authenticate', 'Digest realm="www"'),
      field('Proxy-Authenticate', 'Digest realm="pa"'),
    ]);
    expect(authorizationsOf({ headers }).map(({ ok }) => ok)).toEqual([true, false]);
    for (const [accessor, realm] of [
      [proxyAuthorizationsOf, 'proxy'],
      [wwwAuthenticatesOf, 'www'],
      [proxyAuthenticatesOf, 'pa'],
    ] as const) {
      const [auth] = accessor({ headers });
      expect(auth?.ok && auth.value.params.get('realm')).toBe(realm);
    }
  });
});
