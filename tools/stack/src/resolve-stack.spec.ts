import { describe, expect, it } from '@jest/globals';
import { resolveStack } from './resolve-stack.ts';
import { StackError, type StackErrorCode } from './stack-error.ts';
import type { StackPart, StackProvider } from './stack-part.ts';

class Provider implements StackProvider {
  readonly open: string[] = [];
  readonly name: string;
  readonly #failures: Partial<Record<StackPart, StackErrorCode>>;

  constructor(name: string, failures: Partial<Record<StackPart, StackErrorCode>> = {}) {
    this.name = name;
    this.#failures = failures;
  }

  start = async (part: StackPart) => {
    const failure = this.#failures[part];
    if (failure !== undefined) throw new StackError(failure, `${failure} for ${part}`);
    const address = `${this.name}-${part}`;
    this.open.push(address);
    return { address, close: async () => void this.open.splice(this.open.indexOf(address), 1) };
  };
}

const NONE = { kafka: 'NOT_AVAILABLE', mongo: 'NOT_AVAILABLE' } as const;

describe('resolveStack', () => {
  it('takes what the environment names and starts nothing for it', async () => {
    const docker = new Provider('docker');
    const env = { KAFKA_BROKERS: 'a:1,b:2', MONGODB_URI: 'mongodb://c/' };
    const stack = await resolveStack({ need: ['kafka', 'mongo'], env, providers: [docker] });
    expect(stack).toMatchObject({ available: true, brokers: ['a:1', 'b:2'], uri: 'mongodb://c/', env });
    expect(docker.open).toEqual([]);
  });

  it('asks the providers in order for the rest, each part for itself, and ends what it started', async () => {
    const docker = new Provider('docker', { mongo: 'START_FAILED' });
    const native = new Provider('native');
    const told: string[] = [];
    const stack = await resolveStack({
      need: ['kafka', 'mongo'],
      env: {},
      progress: (line) => told.push(line),
      providers: [docker, native],
    });
    expect(stack).toMatchObject({ available: true, brokers: ['docker-kafka'], uri: 'native-mongo' });
    expect(told).toEqual(['mongo: docker: START_FAILED for mongo']);
    if (stack.available) await stack.close();
    expect([...docker.open, ...native.open]).toEqual([]);
  });

  it('is unavailable as a whole when a part is, says why, and leaves nothing running', async () => {
    const docker = new Provider('Docker', NONE);
    const native = new Provider('native', { mongo: 'TOOL_MISSING' });
    const stack = await resolveStack({ need: ['kafka', 'mongo'], env: {}, providers: [docker, native] });
    expect(stack).toEqual({
      available: false,
      reason:
        'no mongo: MONGODB_URI is not set; Docker: NOT_AVAILABLE for mongo; native: TOOL_MISSING for mongo',
    });
    expect(native.open).toEqual([]);
  });

  it('fails instead under REQUIRE_STACK=1', async () => {
    const resolving = resolveStack({
      need: ['kafka'],
      env: { REQUIRE_STACK: '1' },
      providers: [new Provider('x', NONE)],
    });
    await expect(resolving).rejects.toMatchObject({
      code: 'NOT_AVAILABLE',
      message: expect.stringContaining('no kafka'),
    });
  });
});
