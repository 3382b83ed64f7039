import { describe, expect, it } from '@jest/globals';
import { parseSimulateOptions } from './options.ts';

describe('the options of npm run simulate', () => {
  it('has a fleet of the size that the documents speak of by default', () => {
    const options = parseSimulateOptions([]);
    expect(options).toMatchObject({
      ok: true,
      value: {
        parameters: { units: 5000, clients: 50_000_000, regions: 12, model: { kind: 'none' } },
        seed: 1,
      },
    });
  });

  it('takes all of them', () => {
    const args = [
      '--units',
      '16',
      '--regions',
      '2',
      '--model',
      'uniform:0..3',
      '--writes',
      '7',
      '--outage',
      '0',
    ];
    expect(parseSimulateOptions(args)).toMatchObject({
      ok: true,
      value: { parameters: { units: 16, regions: 2, model: { kind: 'uniform', to: 3 }, outageSeconds: 0 } },
    });
    expect(parseSimulateOptions(['--help'])).toEqual({ ok: true, value: null });
  });

  it.each([
    [['--units', '0'], /--units is not a whole number from 1/],
    [['--clients', 'many'], /--clients is not/],
    [['--model', 'later'], /there is no model/],
    [['--units', '2', '--regions', '3'], /more --regions than --units/],
    [['--writes', '100000', '--seconds', '3600'], /too much/],
    [['--colour', 'red'], /colour/],
    [['5000'], /5000/],
  ])('refuses %j', (args, error) => {
    expect(parseSimulateOptions(args)).toEqual({ ok: false, error: expect.stringMatching(error) });
  });
});
