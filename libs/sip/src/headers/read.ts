import { err, ok } from '@tandem/kernel';
import { COMMA } from '../text/chars.ts';
import { Cursor } from '../text/cursor.ts';
import type { HeaderBag } from './header-bag.ts';
import type { HeaderKey } from './header-key.ts';
import type { HeaderFault, Parsed } from './types.ts';

/** Reads one value and leaves the cursor behind it; undefined with `cursor.fault` set when there is none. */
export type Reader<T> = (cursor: Cursor) => T | undefined;

type Failed = { readonly ok: false; readonly error: HeaderFault };

export const malformed = (header: HeaderKey, why: string): Failed => err({ fault: 'malformed', header, why });

export const missing = (header: HeaderKey): Failed =>
  err({ fault: 'missing', header, why: 'there is no such header' });

/** The text of a header that may stand once only: undefined when absent, a fault when repeated. */
export const singleText = (headers: HeaderBag, header: HeaderKey): Parsed<string | undefined> => {
  let found: string | undefined;
  for (const item of headers.fields) {
    if (item.key !== header) continue;
    if (found !== undefined) return err({ fault: 'repeated', header, why: 'may stand only once' });
    found = item.value;
  }
  return ok(found);
};

/** All of `text` as one value. */
export const readWhole = <T>(header: HeaderKey, text: string, read: Reader<T>): Parsed<T> => {
  const cursor = new Cursor(text);
  const value = read(cursor);
  if (value === undefined) return malformed(header, cursor.fault);
  cursor.skipBlanks();
  return cursor.done ? ok(value) : malformed(header, 'surplus behind the value');
};

/** A header that must stand exactly once. */
export const required = <T>(headers: HeaderBag, header: HeaderKey, read: Reader<T>): Parsed<T> => {
  const text = singleText(headers, header);
  if (!text.ok) return text;
  return text.value === undefined ? missing(header) : readWhole(header, text.value, read);
};

/** A header that may stand once. */
export const optional = <T>(
  headers: HeaderBag,
  header: HeaderKey,
  read: Reader<T>,
): Parsed<T | undefined> => {
  const text = singleText(headers, header);
  if (!text.ok) return text;
  return text.value === undefined ? ok(undefined) : readWhole(header, text.value, read);
};

/** Reads `value *( COMMA value )` of one field into `list`. */
const readList = <T>(cursor: Cursor, read: Reader<T>, list: T[]): boolean => {
  do {
    const value = read(cursor);
    if (value === undefined) return false;
    list.push(value);
  } while (cursor.take(COMMA));
  return cursor.done || cursor.fail('surplus behind a value') !== undefined;
};

/** All values of a header that may be split over fields and commas alike (RFC 3261 §7.3.1). Empty when absent. */
export const listed = <T>(headers: HeaderBag, header: HeaderKey, read: Reader<T>): Parsed<readonly T[]> => {
  const list: T[] = [];
  for (const item of headers.fields) {
    if (item.key !== header) continue;
    const cursor = new Cursor(item.value);
    if (!readList(cursor, read, list)) return malformed(header, cursor.fault);
  }
  return ok(list);
};
