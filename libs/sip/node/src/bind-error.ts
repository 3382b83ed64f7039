import { TandemError } from '@tandem/kernel';

/** Where a listener is to stand, and which settings move it. */
export interface ListenAddress {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** The environment variables to name when it cannot be had. */
  readonly env: { readonly host: string; readonly port: string };
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

const adviceFor = (code: unknown, { env }: ListenAddress): string => {
  switch (code) {
    case 'EADDRINUSE':
      return `another process listens there; stop it, or set ${env.port} to another port`;
    case 'EACCES':
      return `this user may not use the port; set ${env.port} to one above 1023`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `the machine has no such address; set ${env.host} to one of its own`;
    default:
      return `set ${env.host} and ${env.port} to an address that is free`;
  }
};

/** Whether the address is taken by someone else. */
export const isInUse = (error: unknown): boolean => codeOf(error) === 'EADDRINUSE';

/** `PORT_IN_USE` with what to change. */
export const bindError = (cause: unknown, transport: 'UDP' | 'TCP', at: ListenAddress): TandemError =>
  new TandemError(
    'PORT_IN_USE',
    `cannot listen for SIP on ${at.host}:${at.port} (${transport}): ${adviceFor(codeOf(cause), at)}`,
    { cause, context: { host: at.host, port: at.port, transport } },
  );
