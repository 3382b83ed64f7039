import { describe, expect, it } from '@jest/globals';
import {
  acceptOf,
  authorizationsOf,
  callIdOf,
  contactsOf,
  contentTypeOf,
  cseqOf,
  fromOf,
  maxForwardsOf,
  proxyRequireOf,
  requireOf,
  routesOf,
  topViaOf,
  toOf,
  viasOf,
} from '../headers/accessors.ts';
import type { NameAddr } from '../headers/types.ts';
import { torture } from '../testing/corpus.ts';
import { parseDatagram, requestIn, responseIn } from '../testing/sip-text.ts';
import { decodeText } from '../text/wire-text.ts';
import { uriEquals } from '../uri/equals.ts';
import { unescapeUser } from '../uri/escapes.ts';
import { parseUri } from '../uri/parse.ts';
import type { SipUri, Uri } from '../uri/types.ts';

const valueOf = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new TypeError(JSON.stringify(result.error));
  return result.value;
};

const sipOf = (uri: Uri): SipUri => {
  if (uri.scheme !== 'sip' && uri.scheme !== 'sips') throw new TypeError(uri.scheme);
  return uri;
};

const uriIn = (text: string): Uri => valueOf(parseUri(text));

const contactList = (octets: Buffer): readonly NameAddr[] => {
  const contacts = valueOf(contactsOf(requestIn(octets)));
  return contacts === '*' ? [] : contacts;
};

const paramsOf = ({ params }: NameAddr): readonly (readonly [string, string | undefined])[] =>
  [...params].map(({ name, value }) => [name, value] as const);

describe('wsinv (RFC 4475 §3.1.1.1): a short tortuous INVITE', () => {
  const request = requestIn(torture('wsinv'));

  it('unfolds lines and forgives blanks round every separator', () => {
    const to = valueOf(toOf(request));
    expect(to.uriText).toBe('sip:vivekg@chair-dnrc.example.com');
    expect(paramsOf(to)).toEqual([['tag', '1918181833n']]);
    expect(valueOf(cseqOf(request))).toEqual({ number: 9, method: 'INVITE' });
    expect(valueOf(maxForwardsOf(request))).toBe(68);
    expect(request.headers.first('newfangledheader')).toBe('newfangled value continued newfangled value');
    expect(request.body).toHaveLength(150);
  });

  it('reads escaped quotes in display names', () => {
    const from = valueOf(fromOf(request));
    expect(from.display).toBe('J Rosenberg \\"');
    expect(paramsOf(from)).toEqual([['tag', '98asjd8']]);
    const [contact] = contactList(torture('wsinv'));
    expect(contact?.display).toBe('Quoted string ""');
    expect(contact && paramsOf(contact)).toEqual([
      ['newparam', 'newvalue'],
      ['secondparam', undefined],
      ['q', '0.33'],
    ]);
  });

  it('joins three Vias out of two fields of different names', () => {
    const vias = valueOf(viasOf(request));
    expect(vias.map(({ transport, host, branch }) => [transport, host, branch])).toEqual([
      ['UDP', '192.0.2.2', '390skdjuw'],
      ['TCP', 'spindle.example.com', 'z9hG4bK9ikj8'],
      ['UDP', '192.168.255.111', 'z9hG4bK30239'],
    ]);
    expect(valueOf(topViaOf(request))).toEqual(vias[0]);
  });

  it('keeps an odd value of an unknown header, and an empty Subject', () => {
    expect(request.headers.first('unknownheaderwithunusualvalue')).toBe(';;,,;;,;');
    expect(request.headers.first('subject')).toBe('');
    expect(valueOf(routesOf(request)).map(({ uriText }) => uriText)).toEqual([
      'sip:services.example.com;lr;unknownwith=value;unknown-no-value',
    ]);
  });
});

describe('intmeth (§3.1.1.2): a wide range of valid characters', () => {
  const request = requestIn(torture('intmeth'));

  it('keeps the method, the Call-ID and the user as sent', () => {
    expect(request.method).toBe("!interesting-Method0123456789_*+`.%indeed'~");
    expect(valueOf(cseqOf(request))).toEqual({ number: 139122385, method: request.method });
    expect(valueOf(callIdOf(request))).toBe('intmeth.word%ZK-!.*_+\'@word`~)(><:\\/"][?}{');
    const uri = sipOf(uriIn(request.requestUri));
    expect(uri.user).toBe("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*");
    expect(uri.password).toBe("&it+has=1,weird!*pas$wo~d_too.(doesn't-it)");
    expect(uri.host).toBe('example.com');
  });

  it('takes control characters as quoted-pairs, NUL too, and UTF-8 in values and headers', () => {
    expect(valueOf(toOf(request)).display).toBe('BEL:\x07 NUL:\0 DEL:\x7f');
    const from = valueOf(fromOf(request));
    expect(from.display).toBe("token1~` token2'+_ token3*%!.-");
    expect(decodeText(from.params.get("fromparam''~+*_!.-%") ?? '')).toBe('"работающий"');
    expect(from.params.get('tag')).toBe("_token~1'+`*%!-.");
    expect(decodeText(request.headers.first("extensionheader-!.%*+_`'~") ?? '')).toBe('\ufeff大停電');
  });
});

describe('escapes (§3.1.1.3 to §3.1.1.5)', () => {
  it('esc01: routes on the host, compares after unescaping', () => {
    const request = requestIn(torture('esc01'));
    const uri = sipOf(uriIn(request.requestUri));
    expect([uri.scheme, uri.user, uri.host]).toEqual(['sip', 'sips%3Auser%40example.com', 'example.net']);
    expect(unescapeUser(uri.user ?? '')).toBe('sips:user@example.com');
    expect(uriEquals(valueOf(toOf(request)).uri, uriIn('sip:user@example.com'))).toBe(true);
    const contact = contactList(torture('esc01'))[0];
    expect(contact?.uriText).toBe('sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31');
    const plain = uriIn('sip:caller@host5.example.net;lr;name=value%2541');
    expect(contact && uriEquals(contact.uri, plain)).toBe(true);
  });

  it('escnull: %00 neither ends a user nor makes two contacts one', () => {
    const [one, two] = contactList(torture('escnull'));
    expect(one?.uriText).toBe('sip:%00@host5.example.com');
    expect(two?.uriText).toBe('sip:%00%00@host5.example.com');
    expect(one && two && uriEquals(one.uri, two.uri)).toBe(false);
  });

  it('esc02: % in method and header names is an ordinary character', () => {
    const request = requestIn(torture('esc02'));
    expect(request.method).toBe('RE%47IST%45R');
    expect(contactList(torture('esc02')).map(({ uriText }) => uriText)).toEqual([
      'sip:alias1@host1.example.com',
      'sip:alias3@host3.example.com',
    ]);
    expect(request.headers.has('c%6fntact')).toBe(true);
    expect(valueOf(toOf(request)).display).toBe('%Z%45');
  });
});

describe('other valid messages (§3.1.1.6 to §3.1.1.13)', () => {
  it('lwsdisp: a display name needs no blank before <', () => {
    const from = valueOf(fromOf(requestIn(torture('lwsdisp'))));
    expect([from.display, from.uriText]).toEqual(['caller', 'sip:caller@example.com']);
  });

  it('longreq: nothing is cut short', () => {
    const request = requestIn(torture('longreq'));
    const vias = valueOf(viasOf(request));
    expect(vias).toHaveLength(34);
    expect(vias.map(({ host }) => host).slice(0, 2)).toEqual(['sip33.example.com', 'sip32.example.com']);
    expect(vias[33]?.params.get('received')).toBe('192.0.2.5');
    expect(vias[33]?.branch).toMatch(/^very(long){50}branchvalue$/);
    expect(valueOf(toOf(request)).display).toMatch(/^I have a user name of (extreme){10} proportion$/);
    expect(valueOf(fromOf(request)).params.get('tag')).toMatch(/^1(298){50}2424$/);
    expect(request.body).toHaveLength(150);
  });

  it('dblreq: what stands behind the body is dropped', () => {
    const request = requestIn(torture('dblreq'));
    expect(request.method).toBe('REGISTER');
    expect(valueOf(callIdOf(request))).toBe('dblreq.0ha0isndaksdj99sdfafnl3lk233412');
    expect(request.body).toHaveLength(0);
  });

  it('semiuri: ; before @ belongs to the user', () => {
    const request = requestIn(torture('semiuri'));
    const uri = sipOf(uriIn(request.requestUri));
    expect([uri.user, uri.host, uri.params.size]).toEqual(['user;par=u%40example.net', 'example.com', 0]);
    expect(valueOf(acceptOf(request))).toHaveLength(6);
  });

  it('transports: a transport that nobody knows is a token like any other', () => {
    const vias = valueOf(viasOf(requestIn(torture('transports'))));
    expect(vias.map(({ transport }) => transport)).toEqual(['UDP', 'SCTP', 'TLS', 'UNKNOWN', 'TCP']);
  });

  it('mpart01: a binary body stays as it is', () => {
    const octets = torture('mpart01');
    const request = requestIn(octets);
    expect(request.body).toHaveLength(553);
    expect(request.body.equals(octets.subarray(octets.length - 553))).toBe(true);
    expect(valueOf(contentTypeOf(request))).toMatchObject({ type: 'multipart/mixed' });
    expect(valueOf(contentTypeOf(request))?.params.get('boundary')).toBe('7a9cbec02ceef655');
  });

  it('unreason and noreason: a phrase in UTF-8, and none at all', () => {
    const unreason = responseIn(torture('unreason'));
    expect(unreason.status).toBe(200);
    expect(decodeText(unreason.reason)).toMatch(/^= 2\*\*3 \* 5\*\*2 но сто девяносто девять - простое$/);
    expect(responseIn(torture('noreason'))).toMatchObject({ status: 100, reason: '' });
  });
});

describe('what the application layer asks for (§3.2 to §3.4)', () => {
  it('badbranch: the bare cookie is kept for the transaction to mind', () => {
    expect(valueOf(topViaOf(requestIn(torture('badbranch')))).branch).toBe('z9hG4bK');
  });

  it('bext01: extensions in Require and Proxy-Require', () => {
    const request = requestIn(torture('bext01'));
    expect(valueOf(requireOf(request))).toEqual(['nothingSupportsThis', 'nothingSupportsThisEither']);
    expect(valueOf(proxyRequireOf(request))).toEqual(['noProxiesSupportThis', 'norDoAnyProxiesSupportThis']);
  });

  it('invut and sdp01: media types', () => {
    expect(valueOf(contentTypeOf(requestIn(torture('invut'))))?.type).toBe('application/unknownformat');
    const accepted = valueOf(acceptOf(requestIn(torture('sdp01'))));
    expect(accepted?.map(({ type }) => type)).toEqual(['text/nobodyknowsthis']);
  });

  it('regaut01: a scheme that nobody knows is read as one', () => {
    const [credentials] = authorizationsOf(requestIn(torture('regaut01')));
    expect(credentials && valueOf(credentials).scheme).toBe('nooneknowsthisscheme');
  });

  it('unksm2: schemes that nobody knows are kept', () => {
    const request = requestIn(torture('unksm2'));
    expect(valueOf(toOf(request)).uri).toEqual({ scheme: 'other', name: 'isbn', rest: '2983792873' });
    expect(valueOf(fromOf(request)).uri).toMatchObject({ name: 'http', rest: '//www.example.com' });
    expect(contactList(torture('unksm2'))[0]?.uri).toMatchObject({ name: 'name', rest: 'John_Smith' });
  });

  it('multi01: a repeated header is told from a malformed one', () => {
    const request = requestIn(torture('multi01'));
    for (const read of [toOf, fromOf, callIdOf, cseqOf, maxForwardsOf]) {
      expect(read(request)).toMatchObject({ ok: false, error: { fault: 'repeated' } });
    }
    expect(request.headers.count('contact')).toBe(2);
    expect(contactList(torture('multi01'))).toHaveLength(2);
  });

  it('insuf: what is missing is told apart', () => {
    const request = requestIn(torture('insuf'));
    for (const read of [toOf, fromOf, callIdOf]) {
      expect(read(request)).toMatchObject({ ok: false, error: { fault: 'missing' } });
    }
  });

  it('zeromf: 0 is a Max-Forwards like any other', () => {
    expect(valueOf(maxForwardsOf(requestIn(torture('zeromf'))))).toBe(0);
  });

  it('cparam01 and cparam02: <> decides whose parameter it is', () => {
    const [outside] = contactList(torture('cparam01'));
    expect(outside?.uriText).toBe('sip:+19725552222@gw1.example.net');
    expect(outside && paramsOf(outside)).toEqual([['unknownparam', undefined]]);
    const [inside] = contactList(torture('cparam02'));
    expect(inside?.uriText).toBe('sip:+19725552222@gw1.example.net;unknownparam');
    expect(inside && paramsOf(inside)).toEqual([]);
  });

  it('regescrt: an escaped Route stays in the Contact', () => {
    const [contact] = contactList(torture('regescrt'));
    expect(contact && sipOf(contact.uri).headers).toBe('Route=%3Csip:sip.example.com%3E');
  });

  it('inv2543: no branch, tag, Max-Forwards or Content-Length', () => {
    const request = requestIn(torture('inv2543'));
    expect(valueOf(topViaOf(request)).branch).toBeUndefined();
    expect(valueOf(fromOf(request)).params.has('tag')).toBe(false);
    expect(valueOf(maxForwardsOf(request))).toBeUndefined();
    expect(request.body.toString('latin1')).toMatch(/^v=0\r\n/);
    expect(request.body.length).toBeGreaterThan(100);
  });

  it('baddn: an unquoted comma in a display name is refused even when the empty line is there', () => {
    const whole = Buffer.concat([torture('baddn'), Buffer.from('\r\n')]);
    expect(fromOf(requestIn(whole))).toMatchObject({ ok: false, error: { fault: 'malformed' } });
  });

  it('insuf, badvers, quotbal: the answer holds what could be read', () => {
    const outcome = parseDatagram(torture('badvers'));
    expect(outcome.kind === 'refused' && [...outcome.replyTo.headers].map(({ key }) => key)).toEqual([
      'via',
      'max-forwards',
      'from',
      'to',
      'call-id',
      'cseq',
      'content-length',
    ]);
  });
});
