/** A record of an import's body, without the bytes that end it. */
export type RawRow =
  | { readonly kind: 'row'; readonly bytes: Buffer }
  /** Longer than is taken; what was read of it is thrown away. */
  | { readonly kind: 'too-long' };

export interface RowSplitterOptions {
  /** CSV: a line break inside of quotes belongs to its row (RFC 4180 §2.6). */
  readonly quoted: boolean;
  readonly maxBytes: number;
}

/** Most bytes of a row, as of the body of one creation. */
export const MAX_ROW_BYTES = 64 * 1024;

const LF = 0x0a;
const CR = 0x0d;
const COMMA = 0x2c;
const QUOTE = 0x22;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Splits a body into its rows while it arrives, in bounded memory. Rows stay bytes, so that one which is not UTF-8 or has
 * no end spoils itself and no other: after a row that is too long the next line is a row again. Empty lines are none.
 */
export class RowSplitter {
  readonly #options: RowSplitterOptions;
  #rest: Buffer[] = [];
  #restBytes = 0;
  /** Before the current byte: inside of quotes. */
  #inQuotes = false;
  /** The current byte begins a cell, where alone a quote opens. */
  #cellBegins = true;
  #closedJustNow = false;
  #tooLong = false;
  #begun = false;

  constructor(options: RowSplitterOptions) {
    this.#options = options;
  }

  /** The rows that are complete now. */
  push(chunk: Buffer): RawRow[] {
    const rows: RawRow[] = [];
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      if (!this.#endsRow(chunk[at] ?? 0, this.#restBytes + at - from)) continue;
      rows.push(...this.#take(chunk.subarray(from, at)));
      from = at + 1;
    }
    this.#keep(chunk.subarray(from));
    return rows;
  }

  /** The last row, where no line break ends it. */
  end(): RawRow[] {
    return this.#take(Buffer.alloc(0));
  }

  #endsRow(byte: number, length: number): boolean {
    // The quotes of a row without end would swallow all that follow.
    if (length > this.#options.maxBytes) this.#inQuotes = false;
    if (byte === LF && !this.#inQuotes) {
      this.#cellBegins = true;
      return true;
    }
    if (!this.#options.quoted) return false;
    // A doubled quote closes and opens again, which comes to the same.
    if (byte === QUOTE) this.#inQuotes = this.#inQuotes ? false : this.#cellBegins || this.#closedJustNow;
    this.#closedJustNow = byte === QUOTE && !this.#inQuotes;
    this.#cellBegins = byte === COMMA && !this.#inQuotes;
    return false;
  }

  #keep(part: Buffer): void {
    this.#restBytes += part.length;
    if (this.#restBytes > this.#options.maxBytes + 1) {
      this.#tooLong = true;
      this.#rest = [];
    } else if (part.length > 0) {
      // A copy: a part of a chunk would keep all of it.
      this.#rest.push(Buffer.from(part));
    }
  }

  #take(last: Buffer): RawRow[] {
    const tooLong = this.#tooLong || this.#restBytes + last.length > this.#options.maxBytes + 1;
    const bytes = tooLong ? last : this.#trimmed(Buffer.concat([...this.#rest, last]));
    this.#rest = [];
    this.#restBytes = 0;
    this.#tooLong = false;
    this.#begun = true;
    if (tooLong || bytes.length > this.#options.maxBytes) return [{ kind: 'too-long' }];
    return bytes.length === 0 ? [] : [{ kind: 'row', bytes }];
  }

  #trimmed(bytes: Buffer): Buffer {
    const from = !this.#begun && bytes.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0;
    return bytes.subarray(from, bytes.at(-1) === CR ? -1 : undefined);
  }
}
