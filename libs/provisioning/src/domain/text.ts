/** Length as people count it: Unicode code points, not UTF-16 units. */
export const characters = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

/**
 * Control characters (C0, DEL, C1), and what XML 1.0 §2.2 has no way to write: halves of surrogate pairs, U+FFFE and
 * U+FFFF. Whatever is stored must come back alike in JSON and XML.
 */
const UNSTORABLE = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

export const isStorable = (text: string): boolean => !UNSTORABLE.test(text);
