import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';

/** One configuration key: name, type, default and documentation in one place. */
export interface Option<T> {
  /** The environment variable. */
  readonly key: string;
  readonly doc: string;
  /** What values look like, for the documentation and for error messages. */
  readonly form: string;
  /** The text that stands for an absent variable; undefined = there is no value then. */
  readonly fallback?: string;
  /** Never printed. */
  readonly secret: boolean;
  parse(text: string): Result<T, string>;
}

/** What every option is declared with. */
export interface OptionText {
  readonly key: string;
  readonly doc: string;
}

type WithFallback = OptionText & { readonly fallback: string };

const option = <T>(
  declared: OptionText & { readonly fallback?: string; readonly secret?: boolean },
  form: string,
  parse: Option<T>['parse'],
): Option<T> => ({ secret: false, ...declared, form, parse });

const parsedText = (text: string): Result<string, string> =>
  [...text].some((character) => character < ' ') ? err('has a control character') : ok(text);

/** Free text that may be absent. */
export const optionalText = (declared: OptionText & { readonly form?: string }): Option<string | undefined> =>
  option(declared, declared.form ?? 'text', parsedText);

/** Free text that is never printed and may be absent. */
export const optionalSecret = (
  declared: OptionText & { readonly form?: string },
): Option<string | undefined> => option({ ...declared, secret: true }, declared.form ?? 'text', parsedText);

export const text = (declared: WithFallback): Option<string> => option(declared, 'text', parsedText);

/** Text that a parser of another library understands; its error says what is wrong. */
export const parsed = <T>(
  declared: WithFallback & { readonly form: string; readonly parse: Option<T>['parse'] },
): Option<T> => option(declared, declared.form, (value) => declared.parse(value));

/** As `parsed`, for what may be absent. */
export const optionalParsed = <T>(
  declared: OptionText & { readonly form: string; readonly parse: Option<T>['parse'] },
): Option<T | undefined> => option(declared, declared.form, (value) => declared.parse(value));

/** As `parsed`, for what is never printed and may be absent. */
export const parsedSecret = <T>(
  declared: OptionText & { readonly form: string; readonly parse: Option<T>['parse'] },
): Option<T | undefined> =>
  option({ ...declared, secret: true }, declared.form, (value) => declared.parse(value));

export const oneOf = <const T extends string>(
  declared: WithFallback & { readonly values: readonly T[] },
): Option<T> =>
  option(declared, declared.values.join(' | '), (value) => {
    const found = declared.values.find((allowed) => allowed === value);
    return found === undefined ? err(`is none of ${declared.values.join(', ')}`) : ok(found);
  });

export interface Range {
  readonly min: number;
  readonly max: number;
}

export const integer = (declared: WithFallback & Range): Option<number> => {
  const form = `${declared.min}–${declared.max}`;
  return option(declared, form, (value) => {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : NaN;
    const inside = number >= declared.min && number <= declared.max;
    return inside ? ok(number) : err(`is not a whole number of ${form}`);
  });
};

const PORTS: Range = { min: 0, max: 65535 };

/** A port to listen on; 0 = any free one. */
export const port = (declared: WithFallback): Option<number> => integer({ ...declared, ...PORTS });

/** Comma-separated texts; blanks round the commas do not count, empty elements are refused. */
export const list = (declared: WithFallback & { readonly form: string }): Option<readonly string[]> =>
  option(declared, declared.form, (value) => {
    const elements = value === '' ? [] : value.split(',').map((element) => element.trim());
    return elements.includes('') ? err('has an empty element') : ok(elements);
  });

export const onOff = (declared: OptionText & { readonly fallback: 'on' | 'off' }): Option<boolean> =>
  option(declared, 'on | off', (value) =>
    value === 'on' || value === 'off' ? ok(value === 'on') : err('is neither on nor off'),
  );
