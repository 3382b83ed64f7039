import { describe, expect, it } from '@jest/globals';
import { parseStatistics } from './sipp.ts';

describe('parseStatistics', () => {
  it('takes the last line by the names of the first', () => {
    const csv = 'StartTime;SuccessfulCall(C);FailedCall(C);\nx;1;0;\ny;8000;2;\n';
    const columns = parseStatistics(csv);
    expect(columns.get('SuccessfulCall(C)')).toBe('8000');
    expect(columns.get('FailedCall(C)')).toBe('2');
  });
});
