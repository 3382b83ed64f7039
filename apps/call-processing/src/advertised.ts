import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import type { OwnName } from '@tandem/sip';

/** A name of labels or an IPv4 address, or an IPv6 address in its brackets; a port may follow. */
const FORM = /^([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:.]+\])(?::(\d{1,5}))?$/;
const MAX_PORT = 65_535;

/** `SIP_ADVERTISE`: how others reach a unit; without a port that of the listener is meant. */
export type Advertised = Omit<OwnName, 'port'> & { readonly port: number | null };

/** Reads `host`, `host:port` or `[IPv6]:port`; the error says what is wrong. */
export const parseAdvertised = (text: string): Result<Advertised, string> => {
  const [, host, port] = FORM.exec(text) ?? [];
  if (host === undefined) return err('is neither a host nor host:port');
  const number = port === undefined ? null : Number(port);
  if (number !== null && (number < 1 || number > MAX_PORT)) return err(`has no port from 1 to ${MAX_PORT}`);
  return ok({ host, port: number });
};
