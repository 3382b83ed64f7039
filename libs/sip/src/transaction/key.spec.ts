import { describe, expect, it } from '@jest/globals';
import { parseMessage } from '../message/parse.ts';
import { validateRequest } from '../message/validate-request.ts';
import { transactionKey } from './key.ts';

interface Init {
  readonly method?: string;
  readonly via?: string;
  readonly uri?: string;
  readonly toTag?: string;
  readonly fromTag?: string;
  readonly callId?: string;
  readonly cseq?: number;
}

const checked = (init: Init = {}) => {
  const { method = 'REGISTER', via = '192.0.2.1:5062;branch=z9hG4bKabc', uri = 'sip:tandem.local' } = init;
  const text = [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/UDP ${via}`,
    `From: <sip:a@tandem.local>;tag=${init.fromTag ?? '1'}`,
    `To: <sip:a@tandem.local>${init.toTag === undefined ? '' : `;tag=${init.toTag}`}`,
    `Call-ID: ${init.callId ?? 'c'}`,
    `CSeq: ${init.cseq ?? 1} ${method}`,
    'Content-Length: 0',
    '\r\n',
  ].join('\r\n');
  const parsed = parseMessage(Buffer.from(text), { transport: 'datagram' });
  if (parsed.kind !== 'message' || parsed.message.kind !== 'request') throw new Error(parsed.kind);
  const result = validateRequest(parsed.message);
  if (!result.ok) throw new Error(result.error.why);
  return result.value;
};
const key = (init?: Init): string => transactionKey(checked(init));

describe('the transaction key of RFC 3261 §17.2.3', () => {
  it('is the branch, the sent-by and the method, and nothing else', () => {
    expect(key({ cseq: 9, callId: 'other', fromTag: '9', toTag: '7' })).toBe(key());
  });

  it.each([
    ['another branch', { via: '192.0.2.1:5062;branch=z9hG4bKabd' }],
    ['another sent-by host', { via: '192.0.2.2:5062;branch=z9hG4bKabc' }],
    ['another sent-by port', { via: '192.0.2.1:5064;branch=z9hG4bKabc' }],
    ['another method', { method: 'OPTIONS' }],
  ])('differs for %s', (_what, init) => {
    expect(key(init)).not.toBe(key());
  });

  it('is the same whatever the case of the sent-by host, and whatever received and rport say', () => {
    expect(key({ via: 'PHONE.example;branch=z9hG4bKabc;rport' })).toBe(
      key({ via: 'phone.example;received=192.0.2.1;branch=z9hG4bKabc;rport=5062' }),
    );
  });

  it('of an ACK, and of a CANCEL on request, is that of its INVITE', () => {
    expect(key({ method: 'ACK', toTag: 'ours' })).toBe(key({ method: 'INVITE' }));
    expect(transactionKey(checked({ method: 'CANCEL' }), 'INVITE')).toBe(key({ method: 'INVITE' }));
    expect(key({ method: 'CANCEL' })).not.toBe(key({ method: 'INVITE' }));
  });
});

describe.each([
  ['a branch without the cookie', 'iftgw.example.com;branch=390skdjuw'],
  ['no branch', 'iftgw.example.com'],
  ['exactly the cookie (RFC 4475 §3.2.1)', 'iftgw.example.com;branch=z9hG4bK'],
])('the key of a request with %s (RFC 2543)', (_what, via) => {
  it('is that of its retransmission', () => {
    expect(key({ via })).toBe(key({ via }));
  });

  it.each([
    ['Request-URI', { uri: 'sip:b@tandem.local' }],
    ['To tag', { toTag: '7' }],
    ['From tag', { fromTag: '2' }],
    ['Call-ID', { callId: 'd' }],
    ['CSeq', { cseq: 2 }],
    ['method', { method: 'OPTIONS' }],
    ['top Via', { via: `${via};x=1` }],
  ])('differs for another %s', (_part, init) => {
    expect(key({ via, ...init })).not.toBe(key({ via }));
  });

  it('of an ACK is that of its INVITE, whose answer gave the To tag', () => {
    expect(key({ via, method: 'ACK', toTag: 'ours' })).toBe(key({ via, method: 'INVITE' }));
  });
});
