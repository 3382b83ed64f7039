import { CHAR, COLON, COMMA, SLASH } from '../text/chars.ts';
import type { Cursor } from '../text/cursor.ts';
import { hostEnd, parsePort } from '../uri/host.ts';
import type { HostPort } from '../uri/host.ts';
import { parseParams } from './parse-params.ts';
import type { Via } from './types.ts';

const USUAL_PROTOCOL = 'SIP/2.0/';

/** sent-protocol (RFC 3261 §25.1): name, version and transport with blanks allowed round the slashes. */
const readTransport = (cursor: Cursor): string | undefined => {
  if (cursor.text.startsWith(USUAL_PROTOCOL, cursor.pos)) {
    cursor.pos += USUAL_PROTOCOL.length;
    cursor.skipBlanks();
  } else {
    const whole = cursor.token() !== '' && cursor.take(SLASH) && cursor.token() !== '' && cursor.take(SLASH);
    if (!whole) return cursor.fail('sent-protocol');
  }
  const transport = cursor.token();
  return transport === '' ? cursor.fail('transport') : transport;
};

const readSentBy = (cursor: Cursor): HostPort | undefined => {
  const end = hostEnd(cursor.text, cursor.pos);
  if (end < 0) return cursor.fail('sent-by host');
  const host = cursor.text.slice(cursor.pos, end);
  cursor.pos = end;
  if (!cursor.take(COLON)) return { host, port: undefined };
  const port = parsePort(cursor.run(CHAR.digit));
  return port === undefined ? cursor.fail('sent-by port') : { host, port };
};

/** One via-parm (RFC 3261 §25.1, §20.42); stops behind it. */
export const readVia = (cursor: Cursor): Via | undefined => {
  cursor.skipBlanks();
  const transport = readTransport(cursor);
  if (transport === undefined) return undefined;
  const afterTransport = cursor.pos;
  cursor.skipBlanks();
  if (cursor.pos === afterTransport) return cursor.fail('no blank between transport and sent-by');
  const sentBy = readSentBy(cursor);
  if (sentBy === undefined) return undefined;
  const params = parseParams(cursor);
  if (params === undefined) return undefined;
  return { transport, host: sentBy.host, port: sentBy.port, params, branch: params.get('branch') };
};

/** The first via-parm of a field; what stands behind its comma is not read. */
export const readTopVia = (cursor: Cursor): Via | undefined => {
  const via = readVia(cursor);
  if (via !== undefined && cursor.take(COMMA)) cursor.pos = cursor.text.length;
  return via;
};

/** A Via's text, as it is sent. */
export const formatVia = (via: Pick<Via, 'transport' | 'host' | 'port' | 'params'>): string => {
  const port = via.port === undefined ? '' : `:${via.port}`;
  return `SIP/2.0/${via.transport} ${via.host}${port}${via.params.toString()}`;
};
