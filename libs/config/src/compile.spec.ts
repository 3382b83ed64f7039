import { describe, expect, it } from '@jest/globals';
import {
  compileConfig,
  documentOptions,
  integer,
  list,
  oneOf,
  onOff,
  optionalSecret,
  port,
} from './index.ts';

const options = {
  apiPort: port({ key: 'TANDEM_API_PORT', doc: 'where the API listens', fallback: '8080' }),
  level: oneOf({ key: 'TANDEM_LOG_LEVEL', doc: 'log level', fallback: 'info', values: ['info', 'debug'] }),
  token: optionalSecret({ key: 'OPERATOR_TOKEN', doc: 'for operators' }),
  pageSize: integer({ key: 'TANDEM_PAGE', doc: 'page size', fallback: '50', min: 1, max: 1000 }),
  readback: onOff({ key: 'PASSWORD_READBACK', doc: 'show passwords', fallback: 'on' }),
  brokers: list({ key: 'KAFKA_BROKERS', doc: 'brokers', fallback: '', form: 'host:port,…' }),
};

const problems = (env: Record<string, string>): unknown => {
  try {
    return compileConfig({ options, env });
  } catch (error) {
    return (error as { context: { problems: string[] } }).context.problems;
  }
};

describe('compileConfig', () => {
  it('fills defaults, parses and freezes', () => {
    const config = compileConfig({ options, env: { KAFKA_BROKERS: 'a:1, b:2', PASSWORD_READBACK: 'off' } });
    expect(config).toEqual({
      apiPort: 8080,
      level: 'info',
      token: undefined,
      pageSize: 50,
      readback: false,
      brokers: ['a:1', 'b:2'],
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes an empty variable as absent', () => {
    expect(compileConfig({ options, env: { TANDEM_API_PORT: '' } }).apiPort).toBe(8080);
  });

  it('refuses an unknown TANDEM_ key, naming it and the nearest known one', () => {
    expect(problems({ TANDEM_API_PROT: '1' })).toEqual([
      'TANDEM_API_PROT is not a configuration key; did you mean TANDEM_API_PORT?',
    ]);
    expect(problems({ TANDEM_COMPLETELY_ELSE: '1' })).toEqual([
      'TANDEM_COMPLETELY_ELSE is not a configuration key',
    ]);
  });

  it('leaves variables of others alone, and keys of other processes of Tandem', () => {
    const env = { PATH: '/bin', TANDEM_SIP: 'x' };
    expect(compileConfig({ options, env, alsoKnown: ['TANDEM_SIP'] }).apiPort).toBe(8080);
  });

  it.each([
    [
      { TANDEM_API_PORT: '65536' },
      'TANDEM_API_PORT: "65536" is not a whole number of 0–65535; expected 0–65535',
    ],
    [{ TANDEM_API_PORT: '-1' }, 'TANDEM_API_PORT: "-1" is not a whole number of 0–65535; expected 0–65535'],
    [{ TANDEM_LOG_LEVEL: 'loud' }, 'TANDEM_LOG_LEVEL: "loud" is none of info, debug; expected info | debug'],
    [{ PASSWORD_READBACK: 'yes' }, 'PASSWORD_READBACK: "yes" is neither on nor off; expected on | off'],
    [{ KAFKA_BROKERS: 'a:1,,b:2' }, 'KAFKA_BROKERS: "a:1,,b:2" has an empty element; expected host:port,…'],
  ])('says what is wrong with %j', (env, problem) => {
    expect(problems(env as unknown as Record<string, string>)).toEqual([problem]);
  });

  it('names every problem at once and never prints a secret', () => {
    const found = problems({ OPERATOR_TOKEN: 's3cret\u0000', TANDEM_PAGE: '0' });
    expect(found).toHaveLength(2);
    expect(JSON.stringify(found)).not.toContain('s3cret');
  });
});

describe('documentOptions', () => {
  it('gives a row per option', () => {
    const table = documentOptions(options);
    expect(table.split('\n')).toHaveLength(2 + Object.keys(options).length);
    expect(table).toContain('| `TANDEM_LOG_LEVEL` | info \\| debug | `info` | log level |');
  });
});
