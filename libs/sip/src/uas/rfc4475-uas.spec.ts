import { beforeEach, describe, expect, it } from '@jest/globals';
import { authorize } from '../testing/authorize.ts';
import { rfc4475Corpus, torture } from '../testing/corpus.ts';
import { UasHarness } from '../testing/uas-harness.ts';

/** Every name that a message of RFC 4475 asks for is ours, so that none ends at 404. */
const ALIASES = ['example.com', 'example.net', 'chair-dnrc.example.com', 'company.com', 'host5.example.net'];

/** What this server answers where the index leaves it open; null is silence. */
const OPEN: Readonly<Record<string, number | null>> = {
  // It has a To tag, and there is no such dialog.
  wsinv: 481,
  esc01: 407,
  escnull: 401,
  lwsdisp: 200,
  longreq: 407,
  dblreq: 401,
  semiuri: 200,
  transports: 200,
  mpart01: 405,
  unreason: null,
  noreason: null,
  scalarlg: null,
  bigcode: null,
  badbranch: 200,
  bcast: null,
  zeromf: 200,
  inv2543: 407,
};

/** The index's 200 comes behind the challenge. */
const BEHIND_CHALLENGE = ['cparam01', 'cparam02', 'regescrt'];

let uas: UasHarness;
beforeEach(() => {
  uas = new UasHarness({ aliases: ALIASES });
});

describe('the messages of RFC 4475 at the server', () => {
  const corpus = rfc4475Corpus();

  it('are all 49', () => {
    expect(corpus).toHaveLength(49);
  });

  it.each(corpus)('$name ($section) is handled as its section says', ({ name, status, octets, rule }) => {
    const answers = uas.receive(octets).map((response) => response.status);
    expect(uas.failures).toEqual([]);
    if (name in OPEN) expect(answers).toEqual(OPEN[name] === null ? [] : [OPEN[name]]);
    else if (BEHIND_CHALLENGE.includes(name)) expect(answers).toEqual([401]);
    else if (rule === 'either') expect([[status], [401], [407], [200]]).toContainEqual(answers);
    else expect(answers).toEqual([status]);
  });
});

describe('the refusals of RFC 4475', () => {
  const refusal = (name: string) => uas.receive(torture(name))[0]?.headers;

  it('name what is not supported (420, §3.3.5), without what is asked of proxies', () => {
    expect(refusal('bext01')?.first('unsupported')).toBe('nothingSupportsThis, nothingSupportsThisEither');
  });

  it('name what would be understood (415, §3.3.6; 406, §3.3.15)', () => {
    expect(refusal('invut')?.first('accept')).toBe('application/sdp');
    expect(refusal('sdp01')?.first('accept')).toBe('application/sdp');
  });

  it('copy what there is when From, To and Call-ID are missing (§3.3.1)', () => {
    expect(refusal('insuf')?.first('via')).toContain('branch=z9hG4bKkdj.insuf');
    expect(refusal('insuf')?.first('cseq')).toBe('193942 INVITE');
  });
});

describe('the registrations of RFC 4475', () => {
  const register = (name: string, login: string) => {
    uas.credentials.add(login, 'secret');
    const octets = torture(name);
    const [challenge] = uas.receive(octets);
    if (challenge === undefined) throw new Error('no challenge');
    const [answer] = uas.receive(authorize(octets, challenge, { login, password: 'secret' }));
    return { status: answer?.status, contacts: answer?.headers.all('contact') };
  };

  it.each([
    ['cparam01', 'watson', '<sip:+19725552222@gw1.example.net>;expires=3600'],
    ['cparam02', 'watson', '<sip:+19725552222@gw1.example.net;unknownparam>;expires=3600'],
    ['regescrt', 'user', '<sip:user@example.com?Route=%3Csip:sip.example.com%3E>;expires=3600'],
  ])('%s binds its Contact as it stands', (name, login, contact) => {
    expect(register(name, login)).toEqual({ status: 200, contacts: [contact] });
  });

  it('escnull binds two users that differ in %00 only', () => {
    expect(register('escnull', 'null-%00-null')).toEqual({
      status: 200,
      contacts: ['<sip:%00@host5.example.com>;expires=3600', '<sip:%00%00@host5.example.com>;expires=3600'],
    });
  });

  it('dblreq runs the first request only', () => {
    expect(uas.receive(torture('dblreq'))).toHaveLength(1);
  });
});
