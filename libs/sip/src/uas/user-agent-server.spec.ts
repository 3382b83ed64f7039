import { beforeEach, describe, expect, it } from '@jest/globals';
import { authorize } from '../testing/authorize.ts';
import { registerRequest } from '../testing/register-text.ts';
import type { RegisterInit } from '../testing/register-text.ts';
import { parseDatagram } from '../testing/sip-text.ts';
import { UasHarness } from '../testing/uas-harness.ts';
import type { SipResponse } from '../message/types.ts';

let uas: UasHarness;
beforeEach(() => {
  uas = new UasHarness();
  uas.credentials.add('alice', 'wonderland');
});

const one = (answers: readonly SipResponse[]): SipResponse => {
  if (answers.length !== 1 || answers[0] === undefined) throw new Error(`${answers.length} answers`);
  return answers[0];
};
const ask = (octets: Buffer): SipResponse => one(uas.receive(octets));
const header = (response: SipResponse, name: Lowercase<string>) => response.headers.first(name);
const why = () => uas.observations.at(-1)?.why;

interface Attempt extends RegisterInit {
  readonly password?: string;
  readonly as?: string;
}

/** Challenge and answer; the answer to the second request and its octets. */
const attempt = (init: Attempt = {}): { answer: SipResponse; octets: Buffer } => {
  const { password = 'wonderland', as = init.login ?? 'alice', cseq = 1 } = init;
  const challenge = ask(registerRequest({ ...init, cseq }));
  const octets = authorize(registerRequest({ ...init, cseq: cseq + 1 }), challenge, { login: as, password });
  return { answer: ask(octets), octets };
};

describe('a REGISTER without credentials', () => {
  it('is challenged without anyone being looked up', () => {
    const answer = ask(registerRequest());
    expect(answer.status).toBe(401);
    expect(header(answer, 'www-authenticate')).toMatch(
      /^Digest realm="tandem\.local", nonce="[\w-]{43}", algorithm=MD5, qop="auth"$/,
    );
    expect(uas.credentials.lookups).toBe(0);
  });

  it('gets as many challenges as algorithms are offered', () => {
    uas = new UasHarness({ digest: 'sha256,md5' });
    expect(ask(registerRequest()).headers.all('www-authenticate')).toHaveLength(2);
  });

  it('is answered statelessly: nothing is kept, and the To tag is the same again (RFC 3261 §8.2.7)', () => {
    const octets = registerRequest();
    const [first, second] = [ask(octets), ask(octets)];
    expect(header(first, 'to')).toMatch(/;tag=[0-9a-f]+$/);
    expect(header(second, 'to')).toBe(header(first, 'to'));
    expect(header(second, 'www-authenticate')).not.toBe(header(first, 'www-authenticate'));
  });

  it('says where it came from (RFC 3581)', () => {
    uas.flow = { ...uas.flow, remote: { address: '198.51.100.7', port: 40_000 } };
    expect(header(ask(registerRequest()), 'via')).toContain(';received=198.51.100.7');
    expect(header(ask(registerRequest()), 'via')).toContain(';rport=40000');
  });
});

describe('a REGISTER with the right digest', () => {
  it('binds the Contact, lists it and has a Date', () => {
    const { answer } = attempt();
    expect(answer.status).toBe(200);
    expect(header(answer, 'contact')).toBe('<sip:alice@192.0.2.1:5060>;expires=3600');
    expect(header(answer, 'date')).toBe('Mon, 04 Nov 2013 16:33:39 GMT');
    expect(uas.bindings.size).toBe(1);
    expect(uas.events.map(({ kind }) => kind)).toEqual(['appeared']);
  });

  it.each([
    ['an address of the unit', 'sip:127.0.0.1:5060', '<sip:alice@127.0.0.1>'],
    ['any other address', 'sip:203.0.113.77', '<sip:alice@203.0.113.77>'],
    ['the domain in capitals', 'sip:TANDEM.LOCAL', '<sip:alice@TANDEM.LOCAL>'],
    ['the user escaped', 'sip:tandem.local', '<sip:%61lice@tandem.local>'],
    ['another Request-URI than To', 'sip:198.51.100.1', '<sip:alice@tandem.local>'],
  ])('reaches its account by %s', (_what, uri, to) => {
    expect(attempt({ uri, to }).answer.status).toBe(200);
    expect([...{ [Symbol.iterator]: () => uas.bindings.all() }][0]?.aor).toBe('alice@tandem.local');
  });

  it('works with SHA-256 where it is offered', () => {
    uas = new UasHarness({ digest: 'sha256' });
    uas.credentials.add('alice', 'wonderland');
    expect(attempt().answer.status).toBe(200);
  });

  it('may say nothing of its bindings and hear them all', () => {
    attempt();
    const query = attempt({ contact: undefined, cseq: 5 }).answer;
    expect([query.status, query.headers.all('contact')]).toEqual([
      200,
      ['<sip:alice@192.0.2.1:5060>;expires=3600'],
    ]);
  });

  it('takes a malformed Expires for 3600 (RFC 3261 §10.3)', () => {
    const { answer } = attempt({ more: { Expires: 'soon' } });
    expect(header(answer, 'contact')).toContain('expires=3600');
  });

  it.each([
    ['too brief', { more: { Expires: '59' } }, 423],
    ['a wildcard without Expires: 0', { contact: '*' }, 400],
    ['a Contact that cannot be reached', { contact: '<mailto:alice@example.com>' }, 400],
  ])('is refused when it is %s, and binds nothing', (_what, init, status) => {
    expect(attempt(init).answer.status).toBe(status);
    expect(uas.bindings.size).toBe(0);
  });

  it('is refused with an old CSeq', () => {
    attempt({ cseq: 7 });
    expect(attempt({ cseq: 7 }).answer.status).toBe(500);
  });
});

describe('a retransmission', () => {
  it('gets the stored answer, octet for octet, never an nc error', () => {
    const { octets } = attempt();
    const again = () => uas.server.datagram(octets, uas.flow, uas.now);
    const first = again().sends[0]?.bytes;
    uas.now += 4000;
    expect(again().sends[0]?.bytes.equals(first ?? Buffer.alloc(0))).toBe(true);
    expect(ask(octets).status).toBe(200);
    expect(uas.events).toHaveLength(1);
    expect(uas.observations.at(-1)?.outcome).toBe('resent');
  });

  it('is a replay once the transaction has ended (timer J)', () => {
    const { octets } = attempt();
    for (const end = uas.now + 33_000; uas.now < end; uas.now += 100) uas.server.tick(uas.now);
    const answer = ask(octets);
    expect(answer.status).toBe(401);
    expect(header(answer, 'www-authenticate')).toContain('stale=true');
  });

  it('of another client with the same branch is a request of its own', () => {
    attempt({ branch: 'z9hG4bKsame' });
    const other = registerRequest({ branch: 'z9hG4bKsame' })
      .toString()
      .replace('192.0.2.1:5060;', '192.0.2.2:5060;');
    expect(ask(Buffer.from(other)).status).toBe(401);
  });
});

describe('who is refused for good', () => {
  const alike = (answer: SipResponse) => ({
    status: answer.status,
    reason: answer.reason,
    names: [...answer.headers].map(({ name }) => name),
  });

  it('a wrong password, an unknown, a disabled and an inactive user look alike', () => {
    uas.credentials.add('disabled', 'wonderland');
    uas.credentials.set('disabled', { enabled: false });
    uas.credentials.add('inactive', 'wonderland');
    uas.credentials.set('inactive', { accountActive: false });
    const wrong = alike(attempt({ password: 'guess' }).answer);
    expect(wrong.status).toBe(403);
    for (const login of ['nobody', 'disabled', 'inactive']) {
      expect(alike(attempt({ login }).answer)).toEqual(wrong);
    }
    expect(alike(attempt({ login: 'nobody', password: 'x' }).answer)).toEqual(wrong);
    expect(new Set(uas.observations.map(({ why: reason }) => reason))).toEqual(
      new Set(['none', 'digest', 'unknown', 'disabled', 'inactive-account']),
    );
  });

  it('a user that is not the one of the address-of-record', () => {
    uas.credentials.add('mallory', 'secret');
    expect(attempt({ login: 'alice', as: 'mallory', password: 'secret' }).answer.status).toBe(403);
    expect(why()).toBe('other-user');
    expect(attempt({ to: '<sip:tandem.local>' }).answer.status).toBe(403);
    expect(attempt({ to: '<sip:Alice@tandem.local>' }).answer.status).toBe(403);
    expect(uas.bindings.size).toBe(0);
  });

  it('the same request repeated gets the same 403, and counts once', () => {
    const { octets } = attempt({ password: 'guess' });
    for (let i = 0; i < 20; i++) expect(ask(octets).status).toBe(403);
    expect(attempt({ cseq: 50 }).answer.status).toBe(200);
  });
});

describe('who is asked again', () => {
  const answerTo = (response: SipResponse, nc = 1) =>
    authorize(registerRequest({ cseq: 90 + nc }), response, { login: 'alice', password: 'wonderland', nc });

  it('an answer to a nonce that is too old: stale', () => {
    const challenge = ask(registerRequest());
    uas.now += 300_000;
    const answer = ask(answerTo(challenge));
    expect(answer.status).toBe(401);
    expect(header(answer, 'www-authenticate')).toContain('stale=true');
  });

  it('a first answer that took 30 s: stale', () => {
    const challenge = ask(registerRequest());
    uas.now += 30_000;
    expect(header(ask(answerTo(challenge)), 'www-authenticate')).toContain('stale=true');
  });

  it('an answer under another Call-ID: a fresh challenge that is not stale', () => {
    const challenge = ask(registerRequest({ callId: 'other' }));
    expect(header(ask(answerTo(challenge)), 'www-authenticate')).not.toContain('stale');
  });

  it('a wrong digest on a reused nonce', () => {
    const challenge = ask(registerRequest());
    expect(ask(answerTo(challenge)).status).toBe(200);
    const guess = { login: 'alice', password: 'guess', nc: 2 };
    const answer = ask(authorize(registerRequest({ cseq: 99 }), challenge, guess));
    expect(answer.status).toBe(401);
    expect(header(answer, 'www-authenticate')).not.toContain('stale');
  });

  it('not a phone that goes on counting', () => {
    const challenge = ask(registerRequest());
    for (const nc of [1, 2, 3]) expect(ask(answerTo(challenge, nc)).status).toBe(200);
  });

  it('an unknown scheme (RFC 4475 §3.3.7)', () => {
    expect(ask(registerRequest({ more: { Authorization: 'NoOneKnows opaque=data' } })).status).toBe(401);
  });

  it('but credentials that cannot be read are a bad request', () => {
    const answer = ask(registerRequest({ more: { Authorization: 'Digest username=' } }));
    expect([answer.status, answer.reason]).toEqual([400, 'Bad Request - credentials cannot be read']);
  });
});

describe('what is not known yet', () => {
  const retry = (answer: SipResponse) => [answer.status, header(answer, 'retry-after')];

  it('is 503 with Retry-After while the unit is not ready, never 403', () => {
    uas.ready = false;
    expect(retry(ask(registerRequest()))).toEqual([503, '5']);
    expect(uas.credentials.lookups).toBe(0);
  });

  it('is 503 with Retry-After while the credentials cannot be opened', () => {
    uas.credentials.users.set('alice@tandem.local', { kind: 'not-yet' });
    expect(retry(attempt().answer)).toEqual([503, '5']);
  });

  it('is 404 for a domain that is none of ours, without a lookup', () => {
    expect(ask(registerRequest({ to: '<sip:alice@evil.example>' })).status).toBe(404);
    expect(uas.credentials.lookups).toBe(0);
  });

  it('is 500 when a lookup fails, and the server goes on', () => {
    const broken = { lookup: () => JSON.parse('{') as never };
    uas = new UasHarness({ credentials: broken });
    expect(attempt().answer.status).toBe(500);
    expect(uas.failures).toHaveLength(1);
    expect(ask(registerRequest()).status).toBe(401);
  });
});

describe('a flood of strangers', () => {
  it('gets 200 answers a second from one address', () => {
    const answers = Array.from({ length: 300 }, () => uas.receive(registerRequest()).length);
    expect(answers.filter(Boolean)).toHaveLength(200);
    expect(uas.observations.at(-1)?.outcome).toBe('throttled');
    uas.now += 1000;
    expect(uas.receive(registerRequest())).toHaveLength(1);
  });

  it('does not stop those who answer their challenge', () => {
    const challenge = ask(registerRequest());
    for (let i = 0; i < 300; i++) uas.receive(registerRequest());
    const octets = authorize(registerRequest({ cseq: 2 }), challenge, {
      login: 'alice',
      password: 'wonderland',
    });
    expect(ask(octets).status).toBe(200);
  });

  it('never gets more than twice what it sent by datagram', () => {
    uas = new UasHarness({ digest: 'sha256,md5' });
    const tiny = Buffer.from(
      'REGISTER sip:127.0.0.1 SIP/2.0\r\nv:SIP/2.0/UDP a;branch=z9hG4bK1\r\nf:<sip:a@1.1.1.1>;tag=1\r\n' +
        't:<sip:a@1.1.1.1>\r\ni:1\r\nCSeq:1 REGISTER\r\n\r\n',
    );
    expect(uas.receive(tiny)).toEqual([]);
    expect(uas.observations.at(-1)?.outcome).toBe('amplifying');
    uas = new UasHarness();
    const short = Buffer.from(`${tiny.toString().slice(0, -2)}User-Agent: a phone\r\n\r\n`);
    expect(uas.receive(short).map(({ status }) => status)).toEqual([401]);
    const stream = { ...uas.flow, transport: 'tcp', connection: '1' } as const;
    const parsed = parseDatagram(tiny);
    expect(uas.server.message(parsed, stream, uas.now).sends).toHaveLength(1);
  });
});
