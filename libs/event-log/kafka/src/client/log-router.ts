import type { Logger } from '@tandem/telemetry';
import { logLevel } from 'kafkajs';
import type { logCreator } from 'kafkajs';

/**
 * Routes what kafkajs says to a logger, one step lower: its "errors" are mostly attempts that are made again, and what
 * finally fails is thrown and reported by us. Nothing after the client was ended: its complaints are about that.
 */
export const logRouter =
  (logger: Logger, ended: () => boolean): logCreator =>
  () =>
  ({ namespace, level, log: { message, error, broker } }) => {
    if (ended()) return;
    const fields = {
      namespace,
      said: message,
      ...(typeof error === 'string' && { error }),
      ...(typeof broker === 'string' && { broker }),
    };
    if (level <= logLevel.ERROR) logger.warn('kafkajs reported a failure', fields);
    else logger.debug('kafkajs', fields);
  };
