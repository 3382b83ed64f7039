import { describe, expect, it } from '@jest/globals';
import { brokerProperties, type KafkaListener, renderProperties } from './broker-properties.ts';

const listener = (name: string, port: number, advertised = port): KafkaListener => ({
  name,
  bindHost: '127.0.0.1',
  port,
  advertised: { host: '127.0.0.1', port: advertised },
});

const LAYOUT = { controllerHost: '127.0.0.1', controllerPort: 3, dataDir: '/data' };

describe('brokerProperties', () => {
  it('tells clients of a proxied listener the port of the proxy, and keeps the broker itself off it', () => {
    const properties = brokerProperties({
      ...LAYOUT,
      listeners: [listener('DIRECT', 1), listener('PROXIED0', 2, 22)],
    });
    expect(properties).toMatchObject({
      listeners: 'DIRECT://127.0.0.1:1,PROXIED0://127.0.0.1:2,CONTROLLER://127.0.0.1:3',
      'advertised.listeners': 'DIRECT://127.0.0.1:1,PROXIED0://127.0.0.1:22',
      'inter.broker.listener.name': 'DIRECT',
      'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,DIRECT:PLAINTEXT,PROXIED0:PLAINTEXT',
    });
  });

  it('lets a test replace any setting', () => {
    const layout = { ...LAYOUT, listeners: [listener('DIRECT', 1)] as const };
    expect(
      brokerProperties(layout, { 'auto.create.topics.enable': 'true' })['auto.create.topics.enable'],
    ).toBe('true');
  });
});

describe('renderProperties', () => {
  it('escapes backslashes', () => {
    expect(renderProperties({ 'log.dirs': 'C:\\data', a: 'b' })).toBe('log.dirs=C:\\\\data\na=b\n');
  });
});
