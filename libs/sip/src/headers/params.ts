/** One parameter; a name without `=` has no value. */
export interface Param {
  readonly name: string;
  readonly value: string | undefined;
}

/**
 * The `;name=value` parameters of a URI or header, in order and as sent: escapes and quotes stay in the values.
 * Names are looked up in lower case.
 */
export class Params implements Iterable<Param> {
  static readonly none = new Params([]);
  readonly #list: readonly Param[];

  constructor(list: readonly Param[]) {
    this.#list = list;
  }

  get size(): number {
    return this.#list.length;
  }

  /** The raw value; undefined when the parameter is absent or has no value (ask `has`). */
  get(name: Lowercase<string>): string | undefined {
    return this.#find(name)?.value;
  }

  has(name: Lowercase<string>): boolean {
    return this.#find(name) !== undefined;
  }

  [Symbol.iterator](): Iterator<Param> {
    return this.#list[Symbol.iterator]();
  }

  /** These parameters with one set: in its old place, else at the end. */
  with(name: string, value: string | undefined): Params {
    const key = name.toLowerCase();
    const next = { name, value };
    return this.has(key as Lowercase<string>)
      ? new Params(this.#list.map((param) => (param.name.toLowerCase() === key ? next : param)))
      : new Params([...this.#list, next]);
  }

  without(name: Lowercase<string>): Params {
    return new Params(this.#list.filter((param) => param.name.toLowerCase() !== name));
  }

  /** `;a=b;c`, or nothing. */
  toString(): string {
    let text = '';
    for (const { name, value } of this.#list) text += value === undefined ? `;${name}` : `;${name}=${value}`;
    return text;
  }

  #find(name: string): Param | undefined {
    for (const param of this.#list) {
      if (param.name === name || (param.name.length === name.length && param.name.toLowerCase() === name)) {
        return param;
      }
    }
    return undefined;
  }
}
