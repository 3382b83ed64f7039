import { TandemError } from '@tandem/kernel';
import type { KafkaEventLogOptions } from './options.ts';

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

export interface KafkaSecurity {
  /** TLS, with the system's certificate authorities. */
  readonly ssl: boolean;
  /** `none`, `plain`, `scram-sha-256` or `scram-sha-512`. */
  readonly saslMechanism: string;
  readonly saslUsername: string | undefined;
  readonly saslPassword: string | undefined;
}

/**
 * The security part of `KafkaEventLogOptions`, from settings as they stand in an environment (`KAFKA_SSL`,
 * `KAFKA_SASL_…`). Throws `CONFIG_INVALID`, which never shows the password.
 */
export const kafkaSecurity = (security: KafkaSecurity): Pick<KafkaEventLogOptions, 'ssl' | 'sasl'> => {
  const { ssl, saslMechanism, saslUsername: username, saslPassword: password } = security;
  if (saslMechanism === 'none') return { ssl };
  const mechanism = MECHANISMS.find((known) => known === saslMechanism);
  if (mechanism === undefined) {
    throw new TandemError(
      'CONFIG_INVALID',
      `KAFKA_SASL_MECHANISM: ${saslMechanism} is none of ${MECHANISMS.join(', ')}`,
    );
  }
  if (username === undefined || password === undefined) {
    throw new TandemError(
      'CONFIG_INVALID',
      'KAFKA_SASL_MECHANISM needs KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD',
    );
  }
  return { ssl, sasl: { mechanism, username, password } };
};
