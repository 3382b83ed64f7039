import { describe, expect, it } from '@jest/globals';
import * as testcontainers from 'testcontainers';
import { type ContainerSpec, describeContainer } from './container.ts';

const SPEC: ContainerSpec = {
  image: 'apache/kafka:4.3.1',
  port: { container: 9092, host: 20_000 },
  environment: { KAFKA_NODE_ID: '1' },
  ready: testcontainers.Wait.forLogMessage('started'),
};

async function bindings(engineHost: string): Promise<unknown> {
  const container = describeContainer(testcontainers, SPEC, engineHost);
  await container['beforeContainerCreated']?.();
  const hostConfig: { PortBindings?: unknown } = container['hostConfig'];
  return hostConfig.PortBindings;
}

describe('describeContainer', () => {
  it('keeps the port of an engine on this machine off the network', async () => {
    expect(await bindings('127.0.0.1')).toEqual({ '9092/tcp': [{ HostIp: '127.0.0.1', HostPort: '20000' }] });
  });

  it('publishes the port of an engine on another machine, or nobody could reach it', async () => {
    expect(await bindings('10.0.0.7')).toEqual({ '9092/tcp': [{ HostPort: '20000' }] });
  });

  it('hands on settings and command', () => {
    const container = describeContainer(
      testcontainers,
      { ...SPEC, command: ['--replSet', 'rs0'] },
      'localhost',
    );
    expect(container['createOpts']).toMatchObject({ Env: ['KAFKA_NODE_ID=1'], Cmd: ['--replSet', 'rs0'] });
  });
});
