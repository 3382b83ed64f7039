import { CHAR, COMMA, EQUALS, QUOTE } from '../text/chars.ts';
import type { Cursor } from '../text/cursor.ts';
import type { AuthValue } from './types.ts';

const NO_PARAMS: ReadonlyMap<string, string> = new Map();

const MAX_PARAMS = 32;

/** `name EQUAL ( token / quoted-string )`, into `params`; false when it is none or the name stands twice. */
const readParam = (cursor: Cursor, params: Map<string, string>): boolean => {
  const name = cursor.token().toLowerCase();
  if (name === '' || !cursor.take(EQUALS) || params.has(name)) return false;
  const quoted = cursor.at(QUOTE);
  const text = quoted ? cursor.quoted() : cursor.run(CHAR.value);
  if (text === undefined || text === '') return false;
  params.set(name, quoted ? text.slice(1, -1) : text);
  return params.size <= MAX_PARAMS;
};

/**
 * Credentials or a challenge: a scheme and, after a blank, a list of parameters (RFC 3261 §25.1). Such fields are not
 * split at commas (§7.3.1). A scheme whose parameters have another form (`Bearer`, RFC 8898) comes out without any.
 */
export const readAuth = (cursor: Cursor): AuthValue | undefined => {
  const scheme = cursor.token().toLowerCase();
  if (scheme === '') return cursor.fail('scheme');
  cursor.skipBlanks();
  const params = new Map<string, string>();
  do {
    if (readParam(cursor, params)) continue;
    if (scheme === 'digest') return cursor.fail('parameter');
    cursor.pos = cursor.text.length;
    return { scheme, params: NO_PARAMS };
  } while (cursor.take(COMMA));
  return { scheme, params };
};
