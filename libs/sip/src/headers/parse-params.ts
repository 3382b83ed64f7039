import { CHAR, EQUALS, QUOTE, SEMICOLON } from '../text/chars.ts';
import type { Cursor } from '../text/cursor.ts';
import { Params } from './params.ts';
import type { Param } from './params.ts';

const FEW = 8;

/** "Any given parameter-name MUST NOT appear more than once" (RFC 3261 §7.3.1, §19.1.1). */
export const hasRepeatedName = (list: readonly Param[]): boolean => {
  if (list.length < 2) return false;
  if (list.length > FEW) return new Set(list.map((param) => param.name.toLowerCase())).size < list.length;
  for (let i = 1; i < list.length; i += 1) {
    const name = list[i]?.name ?? '';
    for (let j = 0; j < i; j += 1) {
      const other = list[j]?.name ?? '';
      if (other.length === name.length && (other === name || other.toLowerCase() === name.toLowerCase())) {
        return true;
      }
    }
  }
  return false;
};

const parseParam = (cursor: Cursor): Param | undefined => {
  const name = cursor.token();
  if (name === '') return cursor.fail('parameter without a name');
  if (!cursor.take(EQUALS)) return { name, value: undefined };
  const value = cursor.at(QUOTE) ? cursor.quoted() : cursor.run(CHAR.value);
  if (value === undefined) return undefined;
  return value === '' ? cursor.fail('parameter without the value it announces') : { name, value };
};

/** `*( SEMI generic-param )` from here on, blanks allowed round each part. Stops before whatever else comes. */
export const parseParams = (cursor: Cursor): Params | undefined => {
  if (!cursor.take(SEMICOLON)) return Params.none;
  const list: Param[] = [];
  do {
    const param = parseParam(cursor);
    if (param === undefined) return undefined;
    list.push(param);
  } while (cursor.take(SEMICOLON));
  return hasRepeatedName(list) ? cursor.fail('parameter repeated') : new Params(list);
};
