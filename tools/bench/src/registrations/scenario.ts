import { SIP_DOMAIN } from '../system/constants.ts';

/** As long as T1 of RFC 3261: a datagram lost in a full buffer is sent again. */
const RESEND_MS = 500;

const register = (cseq: number, authorization: readonly string[]): string =>
  [
    `REGISTER sip:${SIP_DOMAIN} SIP/2.0`,
    'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch];rport',
    'Max-Forwards: 70',
    `From: <sip:[field0]@${SIP_DOMAIN}>;tag=[pid]bench[call_number]`,
    `To: <sip:[field0]@${SIP_DOMAIN}>`,
    'Call-ID: [call_id]',
    `CSeq: ${cseq} REGISTER`,
    'Contact: <sip:[field0]@[local_ip]:[local_port]>',
    'Expires: 3600',
    ...authorization,
    'User-Agent: bench',
    'Content-Length: 0',
    '',
    '',
  ].join('\n');

const send = (message: string): string => `  <send retrans="${RESEND_MS}"><![CDATA[\n\n${message}]]></send>`;

/** REGISTER, 401, REGISTER with the answer to the challenge, 200: one phone that comes or comes back. */
export const REGISTRATION_SCENARIO = `<?xml version="1.0" encoding="ISO-8859-1" ?>
<scenario name="challenged registration">
${send(register(1, []))}
  <recv response="401" auth="true"/>
${send(register(2, ['[field1]']))}
  <recv response="200"/>
</scenario>
`;
