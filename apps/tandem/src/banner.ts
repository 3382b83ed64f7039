import type { Tandem } from './tandem.ts';

/** What a newcomer needs to know, with a command to paste. */
export const banner = ({ provisioning, callProcessing, smsWorker }: Tandem): string => {
  const { url, account } = provisioning;
  const { accountSid, authToken } = account;
  const units = callProcessing.map(
    ({ unit, sip, url: pages }) => `  ${unit}   SIP ${sip.address}:${sip.port} (UDP and TCP), pages ${pages}`,
  );
  return `Tandem is up.

  API    ${url}   docs ${url}/docs
  Account SID  ${accountSid}
  Auth token   ${authToken}

${units.join('\n')}
  sms-1  pages ${smsWorker.url}

Create a Client:

  curl -X POST ${url}/restcomm/2012-04-24/Accounts/${accountSid}/Clients.json \\
    -d 'Login=alice' -d 'Password=test' -u '${accountSid}:${authToken}'

Ctrl-C stops it; what was acknowledged is there again at the next start.
`;
};
