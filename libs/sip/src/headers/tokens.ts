import { ok } from '@tandem/kernel';
import { COMMA, SEMICOLON } from '../text/chars.ts';
import { Cursor } from '../text/cursor.ts';
import type { HeaderBag } from './header-bag.ts';
import type { HeaderKey } from './header-key.ts';
import { parseParams } from './parse-params.ts';
import { malformed } from './read.ts';
import type { Parsed } from './types.ts';

/** `token *( SEMI param )`; the parameters are passed over. Empty elements, as older grammars allowed, too. */
const readElement = (cursor: Cursor, list: string[]): boolean => {
  if (cursor.done || cursor.at(COMMA)) return true;
  const token = cursor.token();
  if (token === '') return cursor.fail('not a token') !== undefined;
  list.push(token);
  cursor.skipBlanks();
  return !cursor.at(SEMICOLON) || parseParams(cursor) !== undefined;
};

/** All tokens of a list header over all its fields, as spelled. Empty when it is absent or empty. */
export const readTokens = (headers: HeaderBag, header: HeaderKey): Parsed<readonly string[]> => {
  const list: string[] = [];
  for (const text of headers.all(header)) {
    const cursor = new Cursor(text);
    do {
      if (!readElement(cursor, list)) return malformed(header, cursor.fault);
    } while (cursor.take(COMMA));
    if (!cursor.done) return malformed(header, 'surplus behind a token');
  }
  return ok(list);
};
