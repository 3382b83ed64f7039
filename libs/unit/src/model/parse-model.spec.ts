import { describe, expect, it } from '@jest/globals';
import { MODEL_FORMS, parseModel } from './parse-model.ts';
import { printModel } from './propagation-model.ts';
import type { PropagationModel } from './propagation-model.ts';

const accepted: readonly [string, PropagationModel][] = [
  ['none', { kind: 'none' }],
  [' none ', { kind: 'none' }],
  ['fixed:0', { kind: 'fixed', seconds: 0 }],
  ['fixed:2.5', { kind: 'fixed', seconds: 2.5 }],
  ['uniform:0..3', { kind: 'uniform', from: 0, to: 3 }],
  ['uniform:0.25..180', { kind: 'uniform', from: 0.25, to: 180 }],
  ['interval:60', { kind: 'interval', seconds: 60 }],
  ['lognormal:p50=2,p99=30', { kind: 'lognormal', p50: 2, p99: 30 }],
  ['lognormal:p99=30,p50=0.5', { kind: 'lognormal', p50: 0.5, p99: 30 }],
];

const refused: readonly [string, string][] = [
  ['', 'there is no model ""'],
  ['unifrom:1..2', 'there is no model "unifrom"'],
  ['None', 'there is no model "None"'],
  ['none:1', 'none takes no value'],
  ['fixed', 'the delay is missing'],
  ['fixed:', 'the delay is missing'],
  ['fixed:fast', 'the delay "fast" is not a number of seconds'],
  ['fixed:-1', 'the delay "-1" is not a number of seconds'],
  ['fixed:1e3', 'the delay "1e3" is not a number of seconds'],
  ['fixed:3s', 'the delay "3s" is not a number of seconds'],
  ['fixed:86401', 'the delay 86401 is above 86400'],
  ['uniform:3', '"3" is not a range A..B'],
  ['uniform:..3', 'the lower bound is missing'],
  ['uniform:1..', 'the upper bound is missing'],
  ['uniform:3..1', 'the lower bound 3 is above the upper bound 1'],
  ['interval:0', 'the interval must be above 0'],
  ['lognormal:p50=2', 'p99 is missing'],
  ['lognormal:p50=2,p95=3', '"p95=3" is not p50=S or p99=S'],
  ['lognormal:p50=2,p50=3', 'p50 is given twice'],
  ['lognormal:p50=0,p99=3', 'p50 must be above 0'],
  ['lognormal:p50=9,p99=3', 'p50 9 is above p99 3'],
];

describe('parseModel', () => {
  it.each(accepted)('reads %j', (text, model) => {
    expect(parseModel(text)).toEqual({ ok: true, value: model });
  });

  it.each(accepted)('reads again what is printed for %j', (_text, model) => {
    expect(parseModel(printModel(model))).toEqual({ ok: true, value: model });
  });

  it.each(refused)('refuses %j, saying what is wrong and what there is', (text, why) => {
    expect(parseModel(text)).toEqual({
      ok: false,
      error: `propagation model "${text}": ${why}; use ${MODEL_FORMS}`,
    });
  });
});
