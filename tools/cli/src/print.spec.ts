import { describe, expect, it } from '@jest/globals';
import { printAnswer } from './print.ts';

describe('printAnswer', () => {
  it('shows a list as a table', () => {
    const rows = [
      { sid: 'CL1', login: 'alice', status: '1', friendly_name: 'Alice' },
      { sid: 'CL2', login: 'bob', status: '0', friendly_name: 'Bob', voice_url: 'https://b.example/' },
    ];
    expect(printAnswer('clients list', rows).split('\n')).toEqual([
      'SID  LOGIN  STATUS  FRIENDLY NAME  VOICE URL',
      'CL1  alice  1       Alice',
      'CL2  bob    0       Bob            https://b.example/',
    ]);
  });

  it('shows one Client by its properties, without its password', () => {
    const text = printAnswer('clients get', { sid: 'CL1', login: 'alice', password: 'wonderland' });
    expect(text.split('\n')).toEqual(['sid    CL1', 'login  alice']);
  });

  it('shows a receipt with its units', () => {
    const unit = { unit: 'cp-1', kind: 'call-processing', status: 'INSYNC', revision: 7, lag_ms: 12 };
    const text = printAnswer('receipts get', { sid: 'CL1', status: 'INSYNC', units: [unit] });
    expect(text).toContain('status  INSYNC\n\nUNIT  KIND');
    expect(text).toMatch(/cp-1 {2}call-processing {2}INSYNC {2}7 +12$/);
  });
});
