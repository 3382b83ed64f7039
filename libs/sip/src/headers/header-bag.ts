import { headerKey } from './header-key.ts';
import type { HeaderKey } from './header-key.ts';

/** As many as there are accessors: what is remembered never moves. */
const SLOTS = 32;

/** One header field of a message: `key` to look it up, `name` as it was spelled, `value` unfolded and trimmed. */
export interface HeaderField {
  readonly key: HeaderKey;
  readonly name: string;
  /** Raw octets as Latin-1 characters; UTF-8 text stays undecoded (see `decodeText`). */
  readonly value: string;
}

/**
 * A field that was cut out of one line of a message, and so can be sent in one line: made by the scanner alone. All else
 * is checked when it is sent.
 */
export class ReceivedField implements HeaderField {
  readonly key: HeaderKey;
  readonly name: string;
  readonly value: string;

  constructor(key: HeaderKey, name: string, value: string) {
    this.key = key;
    this.name = name;
    this.value = value;
  }
}

/** A field for a message to be built; `name` is sent as spelled here. */
export const field = (name: string, value: string): HeaderField => ({ key: headerKey(name), name, value });

/**
 * The header fields of a message in their order. Immutable. Values stay text until an accessor (`fromOf`, `viasOf`, …)
 * asks for their meaning; what it found is remembered here. An array, not an object: `__proto__` is a header like any other.
 */
export class HeaderBag implements Iterable<HeaderField> {
  /** All fields in order. */
  readonly fields: readonly HeaderField[];
  #memo: (object | undefined)[] | undefined;

  constructor(fields: readonly HeaderField[]) {
    this.fields = fields;
  }

  get size(): number {
    return this.fields.length;
  }

  /** The first field of this name. */
  firstField(key: HeaderKey): HeaderField | undefined {
    for (const item of this.fields) if (item.key === key) return item;
    return undefined;
  }

  /** The value of the first field of this name. */
  first(key: HeaderKey): string | undefined {
    return this.firstField(key)?.value;
  }

  /** The values of all fields of this name, in order, one per field (not split at commas). */
  all(key: HeaderKey): readonly string[] {
    const values: string[] = [];
    for (const item of this.fields) if (item.key === key) values.push(item.value);
    return values;
  }

  has(key: HeaderKey): boolean {
    return this.firstField(key) !== undefined;
  }

  /** How many fields have this name: a second one of a single-value header is a fault (RFC 3261 §7.3.1). */
  count(key: HeaderKey): number {
    let count = 0;
    for (const item of this.fields) if (item.key === key) count += 1;
    return count;
  }

  [Symbol.iterator](): Iterator<HeaderField> {
    return this.fields[Symbol.iterator]();
  }

  /** A bag with `added` in front of all others, as a proxy puts its Via and Record-Route. */
  prepended(...added: readonly HeaderField[]): HeaderBag {
    return new HeaderBag([...added, ...this.fields]);
  }

  /** A bag with `added` behind all others. */
  appended(...added: readonly HeaderField[]): HeaderBag {
    return new HeaderBag([...this.fields, ...added]);
  }

  /** A bag without the fields of these names. */
  without(...keys: readonly HeaderKey[]): HeaderBag {
    return new HeaderBag(this.fields.filter((item) => !keys.includes(item.key)));
  }

  /** A bag in which one field stands where the first of its name stood (else at the end) and no other of its name is left. */
  replaced(name: string, value: string): HeaderBag {
    const next = field(name, value);
    const at = this.fields.findIndex((item) => item.key === next.key);
    if (at < 0) return this.appended(next);
    return new HeaderBag(
      this.fields.flatMap((item, index) => (index === at ? [next] : item.key === next.key ? [] : [item])),
    );
  }

  /** What `make` found the first time it was asked under this slot; slots come from `defineAccessor`. */
  remember<T extends object>(slot: number, make: (headers: HeaderBag) => T): T {
    const memo = (this.#memo ??= new Array<object | undefined>(SLOTS));
    const known = memo[slot];
    if (known !== undefined) return known as T;
    const made = make(this);
    memo[slot] = made;
    return made;
  }
}
