import { describe, expect, it } from '@jest/globals';
import { kafkaSecurity } from './security.ts';

const none = { ssl: false, saslMechanism: 'none', saslUsername: undefined, saslPassword: undefined };

describe('kafkaSecurity', () => {
  it('is off without settings', () => {
    expect(kafkaSecurity(none)).toEqual({ ssl: false });
  });

  it.each(['plain', 'scram-sha-256', 'scram-sha-512'])('takes %s with a user and a password', (mechanism) => {
    const given = { ssl: true, saslMechanism: mechanism, saslUsername: 'u', saslPassword: 'p' };
    expect(kafkaSecurity(given)).toEqual({ ssl: true, sasl: { mechanism, username: 'u', password: 'p' } });
  });

  it.each([
    { ...none, saslMechanism: 'plain', saslUsername: 'u' },
    { ...none, saslMechanism: 'plain', saslPassword: 'p' },
    { ...none, saslMechanism: 'kerberos', saslUsername: 'u', saslPassword: 'p' },
  ])('refuses %j', (given) => {
    expect(() => kafkaSecurity(given)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});
