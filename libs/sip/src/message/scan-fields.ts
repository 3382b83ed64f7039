import { ReceivedField } from '../headers/header-bag.ts';
import type { HeaderField } from '../headers/header-bag.ts';
import { headerKey, usualNameAt } from '../headers/header-key.ts';
import { CHAR, COLON, isChar, SPACE, TAB } from '../text/chars.ts';
import { unsafeCharAt } from '../text/wire-text.ts';
import { LIMITS } from './limits.ts';

/** The header fields of a message, and the first thing that is wrong with them. Broken lines are left out. */
export interface ScannedFields {
  readonly fields: readonly HeaderField[];
  readonly fault: string | undefined;
}

const isBlank = (code: number): boolean => code === SPACE || code === TAB;

/** `text` between two offsets without blanks at its ends. */
const trimmed = (text: string, from: number, to: number): string => {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
};

/**
 * One pass over the lines of a head, by offsets. Each search goes on where the last one of its kind ended, so that each
 * character is looked at a fixed number of times whatever the lines hold.
 */
class FieldScanner {
  readonly #text: string;
  readonly #fields: HeaderField[] = [];
  readonly #hasNul: boolean;
  #pos: number;
  #fault: string | undefined;
  /** The first colon and the first CR at or behind the line being read; the text's length when there is none. */
  #colon = -1;
  #return = -1;

  constructor(text: string, from: number) {
    this.#text = text;
    this.#pos = from;
    this.#hasNul = text.includes('\0');
  }

  scan(): ScannedFields {
    while (this.#pos < this.#text.length) {
      if (this.#fields.length >= LIMITS.headers) {
        this.#fault ??= `more than ${LIMITS.headers} headers`;
        break;
      }
      this.#scanField();
    }
    return { fields: this.#fields, fault: this.#fault };
  }

  #find(character: string): number {
    const found = this.#text.indexOf(character, this.#pos);
    return found < 0 ? this.#text.length : found;
  }

  #scanField(): void {
    const text = this.#text;
    const start = this.#pos;
    if (this.#colon < start) this.#colon = this.#find(':');
    const colon = this.#colon;
    const end = this.#lineEnd();
    const value = this.#folds() ? this.#unfolded(colon + 1, end) : trimmed(text, colon + 1, end);
    if (this.#hasNul && unsafeCharAt(value) >= 0) {
      this.#fault ??= 'a header holds NUL';
      return;
    }
    const usual = colon < end ? usualNameAt(text, start, colon) : undefined;
    if (usual !== undefined) this.#fields.push(new ReceivedField(usual.key, usual.name, value));
    else this.#pushUnusual(start, end, value);
  }

  /** A name that has to be read character by character, and may have blanks behind it. */
  #pushUnusual(start: number, end: number, value: string): void {
    const text = this.#text;
    let nameEnd = start;
    while (nameEnd < end && isChar(text.charCodeAt(nameEnd), CHAR.token)) nameEnd += 1;
    let colon = nameEnd;
    while (colon < end && isBlank(text.charCodeAt(colon))) colon += 1;
    if (nameEnd === start || colon === end || text.charCodeAt(colon) !== COLON) {
      this.#fault ??= 'a line is no header';
    } else if (nameEnd - start > LIMITS.headerName) {
      this.#fault ??= 'a header name is too long';
    } else {
      const name = text.slice(start, nameEnd);
      this.#fields.push(new ReceivedField(headerKey(name), name, value));
    }
  }

  /** A value whose first line ends at `end` and goes on in the lines behind it. */
  #unfolded(from: number, end: number): string {
    const text = this.#text;
    const parts = [trimmed(text, from, end)];
    do {
      const start = this.#pos;
      parts.push(trimmed(text, start, this.#lineEnd()));
    } while (this.#folds());
    // "The line break and the whitespace at the beginning of the next line are treated as a single SP" (§7.3.1)
    return parts.filter((part) => part !== '').join(' ');
  }

  /** Whether the line at the current position continues the one before. */
  #folds(): boolean {
    return this.#pos < this.#text.length && isBlank(this.#text.charCodeAt(this.#pos));
  }

  /** Where the text of the current line ends; moves on to the next line. */
  #lineEnd(): number {
    const feed = this.#find('\n');
    if (this.#return < this.#pos) this.#return = this.#find('\r');
    const end = Math.min(this.#return, feed);
    // A lone CR or LF could be a line break to the next element and not to this one.
    if (feed < this.#text.length ? end !== feed - 1 : end !== feed) {
      this.#fault ??= 'a line break that is not CRLF';
    }
    this.#pos = feed + 1;
    return end;
  }
}

/** Reads the header lines of `text` from `from` on, up to its end. */
export const scanFields = (text: string, from: number): ScannedFields => new FieldScanner(text, from).scan();
