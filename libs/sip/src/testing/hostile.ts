import { PLAIN_HEADERS, plainRequest, wire } from './sip-text.ts';

const SIZE = 60_000;

/** Repeats `text` to about the size of the largest datagram. */
const filled = (text: string): string => text.repeat(Math.floor(SIZE / text.length));

/** A message built to make a careless parser slow, and what it is made of. */
export interface HostileMessage {
  readonly name: string;
  readonly octets: Buffer;
}

const hostile = (name: string, changes: Readonly<Record<string, string>>): HostileMessage => ({
  name,
  octets: plainRequest(changes),
});

const ROUTES = 120;
const PADDING = 'x'.repeat(200);

/** As large as the hostile ones, of nothing but ordinary headers: what their time is compared with. */
export const plainOfEqualSize = (): Buffer =>
  wire([
    'OPTIONS sip:user@example.com SIP/2.0',
    ...Object.entries(PLAIN_HEADERS).map(([name, value]) => `${name}: ${value}`),
    ...Array.from(
      { length: ROUTES },
      (_, i) => `Via: SIP/2.0/UDP h${i}.example.com;branch=z9hG4bK${PADDING}`,
    ),
    ...Array.from({ length: ROUTES }, (_, i) => `Record-Route: <sip:h${i}.example.com;lr;token=${PADDING}>`),
  ]);

/** Messages of 60 KB that a parser with backtracking, rescanning or copying would take seconds for. */
export const hostileMessages = (): readonly HostileMessage[] => [
  hostile('blanks in a Via host', { Via: `SIP/2.0/UDP${filled(' ')}192.0.2.1${' '.repeat(9)}x` }),
  hostile('blanks before a parameter', { Via: `SIP/2.0/UDP a${filled(' ')};branch=z9hG4bKx` }),
  hostile('blanks round equals signs', { Via: `SIP/2.0/UDP a${filled(';a  =  b')}` }),
  hostile('folded lines', { Subject: filled('x\r\n ') }),
  hostile('folded blank lines', { Subject: filled(' \r\n') + ' x' }),
  hostile('commas in Contact', { Contact: filled(',') }),
  hostile('many Contacts', { Contact: filled('<sip:a@b>,') + '<sip:a@b>' }),
  hostile('many Vias in one field', { Via: filled('SIP/2.0/UDP a;branch=b,') + 'SIP/2.0/UDP a' }),
  hostile('many parameters', { From: `<sip:a@b>${filled(';p')}` }),
  hostile('many different parameters', {
    From: `<sip:a@b>${Array.from({ length: 9_000 }, (_, i) => `;p${i}`).join('')}`,
  }),
  hostile('many URI parameters', {
    Contact: `<sip:a@b${Array.from({ length: 9_000 }, (_, i) => `;p${i}`).join('')}>`,
  }),
  hostile('a quote that never closes', { To: `"${filled('a')} <sip:a@b>` }),
  hostile('escaped quotes', { To: `"${filled('\\"')}" <sip:a@b>` }),
  hostile('quotes that open and close', { To: `${filled('"a"')} <sip:a@b>` }),
  hostile('angle brackets', { Contact: filled('<') }),
  hostile('open contacts', { Contact: filled('<sip:a@b,') }),
  hostile('display name without end', { From: filled('token ') }),
  hostile('backslashes', { To: `"${filled('\\')}` }),
  hostile('percent signs', { Contact: `<sip:${filled('%41')}@b>` }),
  hostile('at signs', { Contact: `<sip:${filled('@')}b>` }),
  hostile('colons in a host', { Contact: `<sip:a@[${filled(':')}]>` }),
  hostile('digits', { CSeq: `${filled('9')} OPTIONS`, 'Max-Forwards': PLAIN_HEADERS['Max-Forwards'] }),
  hostile('digits in Content-Length', { 'Content-Length': filled('0') }),
  hostile('credentials', { Authorization: `Digest ${filled('a="b", ')}c=d` }),
  hostile('tokens', { Require: filled('a,') }),
  hostile('a long header name', { [filled('x')]: 'y' }),
  hostile('blanks before a colon', { [`Subject${filled(' ')}`]: 'y' }),
  { name: 'lines without colon', octets: plainRequest({ Subject: `x\r\n${filled('a\r\n')}b` }) },
  { name: 'lines without CR', octets: plainRequest({ Subject: `x\r\n${filled('a:\n')}b` }) },
  { name: 'lines without LF', octets: plainRequest({ Subject: `x\r\n${filled('a:\r')}b` }) },
  { name: 'NULs', octets: plainRequest({ Subject: `"${filled('\\\0')}"` }) },
  { name: 'noise', octets: Buffer.from(filled('\x01\xfe\x7f:;,<'), 'latin1') },
];
