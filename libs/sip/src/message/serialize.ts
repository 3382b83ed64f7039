import { TandemError } from '@tandem/kernel';
import { ReceivedField } from '../headers/header-bag.ts';
import type { HeaderField } from '../headers/header-bag.ts';
import { allChars, CHAR, isToken } from '../text/chars.ts';
import { unsafeCharAt } from '../text/wire-text.ts';
import type { SipMessage } from './types.ts';

const refuseToSend = (part: string): TandemError =>
  new TandemError(
    'SIP_UNSERIALIZABLE',
    `the ${part} holds what cannot be sent; build it from encodeText and quote`,
  );

const startLineOf = (message: SipMessage): string => {
  if (message.kind === 'response') {
    if (!Number.isInteger(message.status) || message.status < 100 || message.status > 699) {
      throw refuseToSend('status');
    }
    if (unsafeCharAt(message.reason) >= 0) throw refuseToSend('reason phrase');
    return `SIP/2.0 ${message.status} ${message.reason}`;
  }
  if (!isToken(message.method)) throw refuseToSend('method');
  if (message.requestUri === '' || !allChars(message.requestUri, CHAR.visible)) {
    throw refuseToSend('Request-URI');
  }
  return `${message.method} ${message.requestUri} SIP/2.0`;
};

const checkField = ({ name, value }: HeaderField): void => {
  if (!isToken(name)) throw refuseToSend('name of a header');
  if (unsafeCharAt(value) >= 0) throw refuseToSend(`header ${name}`);
};

/**
 * The octets of a message. Headers go out in their order and spelling; Content-Length is always the body's true length,
 * in its old place or last. Refuses CR, LF, NUL and characters that are no octet (`SIP_UNSERIALIZABLE`): one header
 * can never become two.
 */
export const serialize = (message: SipMessage): Buffer => {
  const { body } = message;
  let text = `${startLineOf(message)}\r\n`;
  let hasLength = false;
  for (const item of message.headers.fields) {
    if (item.key === 'content-length') {
      if (!hasLength) text += `Content-Length: ${body.length}\r\n`;
      hasLength = true;
      continue;
    }
    if (!(item instanceof ReceivedField)) checkField(item);
    text += `${item.name}: ${item.value}\r\n`;
  }
  text += hasLength ? '\r\n' : `Content-Length: ${body.length}\r\n\r\n`;
  if (body.length === 0) return Buffer.from(text, 'latin1');
  const octets = Buffer.allocUnsafe(text.length + body.length);
  octets.write(text, 'latin1');
  body.copy(octets, text.length);
  return octets;
};
