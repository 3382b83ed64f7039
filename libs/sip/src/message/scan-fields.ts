import type { HeaderField } from '../headers/header-bag.ts';
import { headerKey, usualHeaderKey } from '../headers/header-key.ts';
import { CHAR, COLON, CR, isChar, LF, SPACE, TAB } from '../text/chars.ts';
import { unsafeCharAt } from '../text/wire-text.ts';
import { LIMITS } from './limits.ts';

/** The header fields of a message, and the first thing that is wrong with them. Broken lines are left out. */
export interface ScannedFields {
  readonly fields: readonly HeaderField[];
  readonly fault: string | undefined;
}

const isBlank = (code: number): boolean => code === SPACE || code === TAB;

/**
 * One pass over the lines of a head, by offsets. Each character is looked at a fixed number of times: a line's end is
 * searched once, its name is read once, its value cut out once, folded lines are joined once.
 */
class FieldScanner {
  readonly #text: string;
  readonly #fields: HeaderField[] = [];
  #pos: number;
  #fault: string | undefined;

  constructor(text: string, from: number) {
    this.#text = text;
    this.#pos = from;
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

  #scanField(): void {
    const text = this.#text;
    const start = this.#pos;
    const nameEnd = this.#nameEnd(start);
    let colon = nameEnd;
    while (colon < text.length && isBlank(text.charCodeAt(colon))) colon += 1;
    const value = this.#value(start, colon + 1);
    const name = text.slice(start, nameEnd);
    if (nameEnd === start || text.charCodeAt(colon) !== COLON) {
      this.#fault ??= 'a line is no header';
    } else if (nameEnd - start > LIMITS.headerName) {
      this.#fault ??= 'a header name is too long';
    } else if (unsafeCharAt(value) >= 0) {
      this.#fault ??= 'a header holds CR, LF or NUL';
    } else {
      this.#fields.push({ key: usualHeaderKey(name) ?? headerKey(name), name, value });
    }
  }

  /** Behind the token at `from`. */
  #nameEnd(from: number): number {
    const text = this.#text;
    let end = from;
    while (end < text.length && isChar(text.charCodeAt(end), CHAR.token)) end += 1;
    return end;
  }

  /** The value that starts at `from` of the line that starts at `start`, unfolded; moves on to the next field. */
  #value(start: number, from: number): string {
    const end = this.#lineEnd(start);
    if (!this.#folds()) return this.#trimmed(from, end);
    const parts = [this.#trimmed(from, end)];
    do {
      const lineStart = this.#pos;
      parts.push(this.#trimmed(lineStart, this.#lineEnd(lineStart)));
    } while (this.#folds());
    // "The line break and the whitespace at the beginning of the next line are treated as a single SP" (§7.3.1)
    return parts.filter((part) => part !== '').join(' ');
  }

  /** Whether the line at the current position continues the one before. */
  #folds(): boolean {
    return this.#pos < this.#text.length && isBlank(this.#text.charCodeAt(this.#pos));
  }

  /** Where the line's text ends; moves on to the next line. */
  #lineEnd(from: number): number {
    const found = this.#text.indexOf('\n', from);
    const end = found < 0 ? this.#text.length : found;
    this.#pos = end + 1;
    if (found < 0) return end;
    if (end > from && this.#text.charCodeAt(end - 1) === CR) return end - 1;
    this.#fault ??= 'a line ends without CR';
    return end;
  }

  #trimmed(from: number, to: number): string {
    const text = this.#text;
    let start = from;
    let end = to;
    while (start < end && isBlank(text.charCodeAt(start))) start += 1;
    while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
    return text.slice(start, end);
  }
}

/** Reads the header lines of `text` from `from` on, up to its end. */
export const scanFields = (text: string, from: number): ScannedFields => new FieldScanner(text, from).scan();
