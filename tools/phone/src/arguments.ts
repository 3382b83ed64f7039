import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import type { DigestAlgorithm } from '@tandem/sip';

export type PhoneCommand = 'register' | 'unregister' | 'query';

/** What the phone is asked to do. */
export interface PhoneArguments {
  readonly command: PhoneCommand;
  readonly login: string;
  readonly password: string;
  readonly host: string;
  readonly port: number;
  readonly transport: 'udp' | 'tcp';
  readonly algorithms: readonly DigestAlgorithm[];
  readonly domain: string | undefined;
}

export const USAGE = `npm run phone -- register|unregister|query LOGIN PASSWORD HOST[:PORT] [--tcp] [--sha256] [--domain NAME]

Asks a unit as a SIP phone would, prints its answers, and exits with 0 when the last one is 2xx.
  --tcp           over TCP instead of UDP
  --sha256        knows SHA-256 only (the unit must offer it: SIP_DIGEST=sha256)
  --domain NAME   the SIP domain of the address-of-record (default: the unit's address)`;

const COMMANDS: readonly PhoneCommand[] = ['register', 'unregister', 'query'];
const SIP_PORT = 5060;

const parseAddress = (text: string): { readonly host: string; readonly port: number } | undefined => {
  const match = /^(\[[0-9a-fA-F:]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(text);
  const host = match?.[1]?.replace(/^\[|\]$/g, '');
  return host === undefined ? undefined : { host, port: Number(match?.[2] ?? SIP_PORT) };
};

/** Reads the command line; the error says what is wrong. */
export const parseArguments = (args: readonly string[]): Result<PhoneArguments, string> => {
  const flags = new Set(args.filter((arg) => arg.startsWith('--')));
  const domainAt = args.indexOf('--domain');
  const domain = domainAt < 0 ? undefined : args[domainAt + 1];
  const words = args.filter((arg, i) => !arg.startsWith('--') && (domainAt < 0 || i !== domainAt + 1));
  const unknown = [...flags].find((flag) => !['--tcp', '--sha256', '--domain'].includes(flag));
  if (unknown !== undefined) return err(`unknown option ${unknown}`);
  const [name, login, password, target, ...rest] = words;
  const command = COMMANDS.find((known) => known === name);
  if (command === undefined) return err(`the command is one of ${COMMANDS.join(', ')}`);
  if (login === undefined || password === undefined || target === undefined || rest.length > 0) {
    return err('LOGIN, PASSWORD and HOST[:PORT] are needed, and nothing else');
  }
  const address = parseAddress(target);
  if (address === undefined || address.port > 65535) return err(`${target} is not HOST[:PORT]`);
  const transport = flags.has('--tcp') ? 'tcp' : 'udp';
  const algorithms: readonly DigestAlgorithm[] = flags.has('--sha256') ? ['SHA-256'] : ['MD5'];
  return ok({ command, login, password, ...address, transport, algorithms, domain });
};
