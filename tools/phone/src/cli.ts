import { lookup } from 'node:dns/promises';
import { messageOf } from '@tandem/kernel';
import type { SipResponse } from '@tandem/sip';
import { TestPhone } from '@tandem/sip-node/phone';
import { parseArguments, USAGE } from './arguments.ts';
import type { PhoneArguments } from './arguments.ts';

const DETAILS = ['contact', 'retry-after', 'min-expires', 'www-authenticate'] as const;

const shown = ({ status, reason, headers }: SipResponse): string => {
  const details = DETAILS.flatMap((name) => headers.all(name).map((value) => `\n    ${name}: ${value}`));
  return `${status} ${reason}${details.join('')}`;
};

const ask = async (wanted: PhoneArguments): Promise<boolean> => {
  const { login, password, transport, algorithms, domain } = wanted;
  const { address } = await lookup(wanted.host);
  const phone = await TestPhone.open({
    server: { address, port: wanted.port },
    ...{ login, password, transport, algorithms },
    ...(domain !== undefined && { domain }),
  });
  try {
    const { responses, status } = await phone[wanted.command]();
    for (const response of responses) console.log(shown(response));
    return status >= 200 && status < 300;
  } finally {
    await phone.close();
  }
};

const wanted = parseArguments(process.argv.slice(2));
if (!wanted.ok) {
  console.error(`${wanted.error}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = (await ask(wanted.value)) ? 0 : 1;
  } catch (error) {
    console.error(`No answer: ${messageOf(error)}`);
    process.exitCode = 1;
  }
}
