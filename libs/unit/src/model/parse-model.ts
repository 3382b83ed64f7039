import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { MAX_DELAY_SECONDS } from './propagation-model.ts';
import type { PropagationModel } from './propagation-model.ts';

/** The accepted forms, for messages and documents. */
export const MODEL_FORMS =
  'none, fixed:S, uniform:A..B, interval:S or lognormal:p50=S,p99=S (seconds, such as 2.5)';

type Parsed<T> = Result<T, string>;

const DECIMAL = /^\d{1,9}(\.\d{1,9})?$/;

const seconds = (text: string | undefined, what: string): Parsed<number> => {
  if (text === undefined || text === '') return err(`${what} is missing`);
  if (!DECIMAL.test(text)) return err(`${what} "${text}" is not a number of seconds`);
  const value = Number(text);
  return value > MAX_DELAY_SECONDS ? err(`${what} ${text} is above ${MAX_DELAY_SECONDS}`) : ok(value);
};

const positive = (text: string | undefined, what: string): Parsed<number> => {
  const parsed = seconds(text, what);
  return parsed.ok && parsed.value === 0 ? err(`${what} must be above 0`) : parsed;
};

const uniform = (text: string): Parsed<PropagationModel> => {
  const dots = text.indexOf('..');
  if (dots < 0) return err(`"${text}" is not a range A..B`);
  const from = seconds(text.slice(0, dots), 'the lower bound');
  const to = seconds(text.slice(dots + 2), 'the upper bound');
  if (!from.ok) return from;
  if (!to.ok) return to;
  if (from.value > to.value) return err(`the lower bound ${from.value} is above the upper bound ${to.value}`);
  return ok({ kind: 'uniform', from: from.value, to: to.value });
};

const lognormal = (text: string): Parsed<PropagationModel> => {
  const given = new Map<string, string>();
  for (const part of text.split(',')) {
    const [name = '', value] = part.split('=');
    if (value === undefined || (name !== 'p50' && name !== 'p99'))
      return err(`"${part}" is not p50=S or p99=S`);
    if (given.has(name)) return err(`${name} is given twice`);
    given.set(name, value);
  }
  const p50 = positive(given.get('p50'), 'p50');
  const p99 = positive(given.get('p99'), 'p99');
  if (!p50.ok) return p50;
  if (!p99.ok) return p99;
  if (p50.value > p99.value) return err(`p50 ${p50.value} is above p99 ${p99.value}`);
  return ok({ kind: 'lognormal', p50: p50.value, p99: p99.value });
};

const withSeconds = (kind: 'fixed' | 'interval', parsed: Parsed<number>): Parsed<PropagationModel> =>
  parsed.ok ? ok({ kind, seconds: parsed.value }) : parsed;

const parse = (text: string): Parsed<PropagationModel> => {
  if (text === 'none') return ok({ kind: 'none' });
  const colon = text.indexOf(':');
  const kind = colon < 0 ? text : text.slice(0, colon);
  const rest = colon < 0 ? '' : text.slice(colon + 1);
  switch (kind) {
    case 'fixed':
      return withSeconds(kind, seconds(rest, 'the delay'));
    case 'interval':
      return withSeconds(kind, positive(rest, 'the interval'));
    case 'uniform':
      return uniform(rest);
    case 'lognormal':
      return lognormal(rest);
    case 'none':
      return err('none takes no value');
    default:
      return err(`there is no model "${kind}"`);
  }
};

/**
 * Reads `none | fixed:S | uniform:A..B | interval:S | lognormal:p50=S,p99=S`; seconds with decimals, at most a day.
 * The error says what is wrong and which forms there are.
 */
export const parseModel = (text: string): Result<PropagationModel, string> => {
  const parsed = parse(text.trim());
  return parsed.ok ? parsed : err(`propagation model "${text}": ${parsed.error}; use ${MODEL_FORMS}`);
};
