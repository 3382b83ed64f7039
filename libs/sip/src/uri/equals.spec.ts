import { describe, expect, it } from '@jest/globals';
import { uriEquals } from './equals.ts';
import { parseUri } from './parse.ts';
import type { Uri } from './types.ts';

const uri = (text: string): Uri => {
  const parsed = parseUri(text);
  if (!parsed.ok) throw new TypeError(`${text}: ${parsed.error}`);
  return parsed.value;
};

const equal = (a: string, b: string): boolean => {
  const result = uriEquals(uri(a), uri(b));
  expect(uriEquals(uri(b), uri(a))).toBe(result);
  return result;
};

describe('equal by RFC 3261 §19.1.4', () => {
  it.each([
    ['sip:%61lice@atlanta.com;transport=TCP', 'sip:alice@AtlanTa.CoM;Transport=tcp'],
    ['sip:carol@chicago.com', 'sip:carol@chicago.com;newparam=5'],
    ['sip:carol@chicago.com', 'sip:carol@chicago.com;security=on'],
    ['sip:carol@chicago.com;security=on', 'sip:carol@chicago.com;newparam=5'],
    [
      'sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com',
      'sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com',
    ],
    [
      'sip:alice@atlanta.com?subject=project%20x&priority=urgent',
      'sip:alice@atlanta.com?priority=urgent&subject=project%20x',
    ],
    ['sip:alice@h', 'SIP:alice@H'],
    ['sip:a%2fb@h', 'sip:a%2Fb@h'],
    ['sip:~a@h', 'sip:%7ea@h'],
    ['sip:h;n%61me=v%61l', 'sip:h;NAME=VAL'],
    ['sip:[2001:db8::1]', 'sip:[2001:DB8:0:0:0:0:0:1]'],
    ['sip:[::ffff:192.0.2.1]', 'sip:[::ffff:c000:201]'],
  ])('%s = %s', (a, b) => expect(equal(a, b)).toBe(true));
});

describe('different by RFC 3261 §19.1.4', () => {
  it.each([
    ['SIP:ALICE@AtLanTa.CoM;Transport=udp', 'sip:alice@AtLanTa.CoM;Transport=UDP'],
    ['sip:bob@biloxi.com', 'sip:bob@biloxi.com:5060'],
    ['sip:bob@biloxi.com', 'sip:bob@biloxi.com;transport=udp'],
    ['sip:bob@biloxi.com', 'sip:bob@biloxi.com:6000;transport=tcp'],
    ['sip:carol@chicago.com', 'sip:carol@chicago.com?Subject=next%20meeting'],
    ['sip:bob@phone21.boxesbybob.com', 'sip:bob@192.0.2.4'],
    ['sip:carol@chicago.com;security=on', 'sip:carol@chicago.com;security=off'],
    ['sip:h', 'sips:h'],
    ['sip:h', 'sip:a@h'],
    ['sip:a@h', 'sip:a:@h'],
    ['sip:a:p@h', 'sip:a:P@h'],
    ['sip:h', 'sip:h;maddr=x'],
    ['sip:h', 'sip:h;user=phone'],
    ['sip:h', 'sip:h;ttl=1'],
    ['sip:h', 'sip:h;method=INVITE'],
    ['sip:a%3Bb@h', 'sip:a;b@h'],
    ['sip:a%40b@h', 'sip:a%2540b@h'],
    ['sip:%00@h', 'sip:%00%00@h'],
    ['sip:+15551234@h', 'tel:+15551234'],
    ['sip:h', 'urn:h'],
    ['urn:a', 'urn:b'],
    ['urn:a', 'isbn:a'],
    ['tel:+1', 'urn:x'],
  ])('%s ≠ %s', (a, b) => expect(equal(a, b)).toBe(false));

  it('is not transitive', () => {
    expect(equal('sip:h;x=1', 'sip:h')).toBe(true);
    expect(equal('sip:h', 'sip:h;x=2')).toBe(true);
    expect(equal('sip:h;x=1', 'sip:h;x=2')).toBe(false);
  });
});

describe('tel by RFC 3966 §4', () => {
  it.each([
    ['tel:+1-201-555-0123', 'tel:+1(201)555.0123', true],
    ['tel:7042;phone-context=A.com', 'tel:7042;Phone-Context=a.com', true],
    ['tel:7042;phone-context=a.com', 'tel:7042', false],
    ['tel:7042;isub=1', 'tel:7042;isub=2', false],
    ['tel:+12', 'tel:12', false],
  ])('%s and %s: %j', (a, b, same) => expect(equal(a, b)).toBe(same));
});
