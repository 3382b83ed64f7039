import { describe, expect, it } from '@jest/globals';
import { CapturedOutput } from './captured-output.ts';

describe('CapturedOutput', () => {
  it('shows whole lines only, however the chunks are cut', () => {
    const output = new CapturedOutput();
    const heard: string[] = [];
    output.onLine((line) => heard.push(line));
    const out = output.writer();
    out.push('listening on 12');
    expect(output.find(/listening/)).toBeUndefined();
    out.push('345\r\nnext\nunended');
    expect(heard).toEqual(['listening on 12345', 'next']);
    out.end();
    expect(heard).toEqual(['listening on 12345', 'next', 'unended']);
    expect(output.all()).toBe('listening on 12345\nnext\nunended');
  });

  it('does not mix half lines of two streams', () => {
    const output = new CapturedOutput();
    const [out, err] = [output.writer(), output.writer()];
    out.push('half ');
    err.push('warning\n');
    out.push('line\n');
    expect(output.tail(2)).toBe('warning\nhalf line');
  });

  it('finds with a global pattern as often as asked', () => {
    const output = new CapturedOutput();
    output.writer().push('ready\n');
    const pattern = /ready/g;
    expect([output.find(pattern), output.find(pattern)]).toEqual(['ready', 'ready']);
  });

  it('keeps the newer lines of a process that talks for ever', () => {
    const output = new CapturedOutput();
    const writer = output.writer();
    for (let line = 0; line < 50_001; line++) writer.push(`${line}\n`);
    expect(output.find(/^0$/)).toBeUndefined();
    expect(output.tail(1)).toBe('50000');
    expect(output.all().split('\n').length).toBeLessThanOrEqual(20_000);
  });
});
