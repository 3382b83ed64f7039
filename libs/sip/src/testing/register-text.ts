import { plainRequest } from './sip-text.ts';

export interface RegisterInit {
  readonly login?: string;
  readonly to?: string;
  readonly contact?: string | undefined;
  readonly callId?: string;
  readonly cseq?: number;
  readonly branch?: string;
  readonly uri?: string;
  readonly more?: Readonly<Record<string, string | undefined>>;
}

let branches = 0;

/** A REGISTER as a phone at 192.0.2.1:5060 sends it; each has a branch of its own unless told otherwise. */
export const registerRequest = (init: RegisterInit = {}): Buffer => {
  const { login = 'alice', uri = 'sip:tandem.local', cseq = 1 } = init;
  branches += 1;
  const to = init.to ?? `<sip:${login}@tandem.local>`;
  return plainRequest(
    {
      Via: `SIP/2.0/UDP 192.0.2.1:5060;branch=${init.branch ?? `z9hG4bKr${branches}`};rport`,
      From: `${to};tag=from1`,
      To: to,
      'Call-ID': init.callId ?? 'register@192.0.2.1',
      CSeq: `${cseq} REGISTER`,
      Contact: 'contact' in init ? init.contact : `<sip:${login}@192.0.2.1:5060>`,
      'User-Agent': 'a test phone that is not short',
      ...init.more,
    },
    `REGISTER ${uri} SIP/2.0`,
  );
};
