import { CHAR, SLASH } from '../text/chars.ts';
import type { Cursor } from '../text/cursor.ts';
import { parseDeltaSeconds, parseDigits, UINT32_MAX } from '../text/numbers.ts';
import { parseParams } from './parse-params.ts';
import type { CSeq, MediaType } from './types.ts';

/** `1*DIGIT LWS Method`; the number "MUST be expressible as a 32-bit unsigned integer" (RFC 3261 §8.1.1.5). */
export const readCSeq = (cursor: Cursor): CSeq | undefined => {
  const number = parseDigits(cursor.run(CHAR.digit), UINT32_MAX);
  if (number === undefined || number > UINT32_MAX) return cursor.fail('sequence number');
  const afterNumber = cursor.pos;
  cursor.skipBlanks();
  const method = cursor.token();
  return method === '' || cursor.pos === afterNumber + method.length
    ? cursor.fail('method')
    : { number, method };
};

/** `word [ "@" word ]` (RFC 3261 §25.1), read as anything visible: only equality matters. */
export const readCallId = (cursor: Cursor): string | undefined => {
  const text = cursor.run(CHAR.visible);
  return text === '' ? cursor.fail('empty') : text;
};

const MAX_FORWARDS_LIMIT = 255;

/** 0 to 255 (RFC 3261 §20.22). */
export const readMaxForwards = (cursor: Cursor): number | undefined => {
  const value = parseDigits(cursor.run(CHAR.digit), MAX_FORWARDS_LIMIT);
  return value === undefined || value > MAX_FORWARDS_LIMIT ? cursor.fail('not 0 to 255') : value;
};

/** delta-seconds, capped at 2^32-1. */
export const readSeconds = (cursor: Cursor): number | undefined =>
  parseDeltaSeconds(cursor.run(CHAR.digit)) ?? cursor.fail('not a number of seconds');

/** The seconds of Retry-After; its comment and parameters are not kept (RFC 3261 §20.33). */
export const readRetryAfter = (cursor: Cursor): number | undefined => {
  const value = readSeconds(cursor);
  cursor.pos = cursor.text.length;
  return value;
};

/** Far above any message: a larger number comes out as this one more. */
const LENGTH_LIMIT = 2 ** 31;

export const readContentLength = (cursor: Cursor): number | undefined =>
  parseDigits(cursor.run(CHAR.digit), LENGTH_LIMIT) ?? cursor.fail('not a number of octets');

/** `type SLASH subtype *( SEMI param )`; `*` may stand for either, as in Accept. */
export const readMediaType = (cursor: Cursor): MediaType | undefined => {
  cursor.skipBlanks();
  const type = cursor.token();
  const subtype = type !== '' && cursor.take(SLASH) ? cursor.token() : '';
  if (subtype === '') return cursor.fail('not type/subtype');
  const params = parseParams(cursor);
  return params && { type: `${type}/${subtype}`.toLowerCase(), params };
};

const DATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d) GMT$/i;
const DATE_LENGTH = 'Sat, 13 Nov 2010 23:29:00 GMT'.length;

/** SIP-date: "SIP restricts the time zone in SIP-date to GMT" (RFC 3261 §20.17). */
export const readDate = (cursor: Cursor): Date | undefined => {
  const [, instant] = (cursor.text.length === DATE_LENGTH && DATE.exec(cursor.text)) || [];
  cursor.pos = cursor.text.length;
  const date = new Date(`${instant ?? ''} GMT`);
  return Number.isNaN(date.getTime()) ? cursor.fail('not a date in GMT') : date;
};
