import { BACKSLASH, CHAR, isChar, QUOTE, SPACE, TAB } from './chars.ts';

/**
 * A place in a header's value. Each method moves forward over what it takes and never back, so that reading a value is
 * linear in its length whatever it holds.
 */
export class Cursor {
  readonly text: string;
  pos: number;
  /** What is wrong, once a reader has given up. */
  fault = '';

  constructor(text: string, pos = 0) {
    this.text = text;
    this.pos = pos;
  }

  get done(): boolean {
    return this.pos >= this.text.length;
  }

  /** Gives up: remembers why and answers undefined, to be returned at once. */
  fail(why: string): undefined {
    this.fault = why;
    return undefined;
  }

  /** Whether the next character is this one. */
  at(code: number): boolean {
    return this.pos < this.text.length && this.text.charCodeAt(this.pos) === code;
  }

  skipBlanks(): void {
    const { text } = this;
    while (this.pos < text.length) {
      const code = text.charCodeAt(this.pos);
      if (code !== SPACE && code !== TAB) return;
      this.pos += 1;
    }
  }

  /** Blanks, this character, blanks (SEMI, COMMA, SLASH, EQUAL of RFC 3261 §25.1). Without it only blanks are taken. */
  take(code: number): boolean {
    this.skipBlanks();
    if (!this.at(code)) return false;
    this.pos += 1;
    this.skipBlanks();
    return true;
  }

  /** As many characters of these classes as there are; may be none. */
  run(bits: number): string {
    const { text } = this;
    const start = this.pos;
    let end = start;
    while (end < text.length && isChar(text.charCodeAt(end), bits)) end += 1;
    this.pos = end;
    return text.slice(start, end);
  }

  token(): string {
    return this.run(CHAR.token);
  }

  /** A quoted-string with its quotes and escapes; the cursor stands at its first quote. */
  quoted(): string | undefined {
    const { text } = this;
    const start = this.pos;
    let end = text.indexOf('"', start + 1);
    if (end > 0 && text.charCodeAt(end - 1) === BACKSLASH) end = this.#closingQuote(start + 1);
    if (end < 0) return this.fail('quote not closed');
    this.pos = end + 1;
    return text.slice(start, end + 1);
  }

  /** The first quote from `from` on that is no quoted-pair (RFC 3261 §25.1), or -1. */
  #closingQuote(from: number): number {
    const { text } = this;
    for (let i = from; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code === QUOTE) return i;
      if (code === BACKSLASH) i += 1;
    }
    return -1;
  }
}
