import { describe, expect, it } from '@jest/globals';
import { jsonLogger } from './index.ts';

const capture = () => {
  const lines: string[] = [];
  const logger = jsonLogger({
    service: 'test',
    level: 'info',
    destination: { write: (line) => lines.push(line) },
  });
  return { logger, parsed: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
};

describe('jsonLogger', () => {
  it('writes one JSON object a line, with time, level, service and fields', () => {
    const { logger, parsed } = capture();
    logger.child({ unit: 'cp-1' }).info('unit is ready', { clients: 3 });
    expect(parsed()).toEqual([
      expect.objectContaining({
        level: 'info',
        service: 'test',
        unit: 'cp-1',
        clients: 3,
        msg: 'unit is ready',
      }),
    ]);
    expect(parsed()[0]?.['time']).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('leaves out lines below its level', () => {
    const { logger, parsed } = capture();
    logger.debug('noise');
    expect(parsed()).toEqual([]);
  });

  it('blots out secrets that were given to it by mistake', () => {
    const { logger, parsed } = capture();
    logger.info('oops', { password: 'p4ss', request: { Authorization: 'Basic p4ss' } });
    expect(JSON.stringify(parsed())).not.toContain('p4ss');
  });
});
