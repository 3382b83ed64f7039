import type { EventLog } from '@tandem/event-log';
import { isTandemError, messageOf } from '@tandem/kernel';
import { layFoundation, openEventLog } from '@tandem/process';

/** Works on the log that the environment names, as any process of Tandem would, and closes it. */
export const withEventLog = async <T>(
  service: string,
  work: (log: EventLog, operatorToken: string | undefined) => Promise<T>,
): Promise<T> => {
  const { config, dir, logger, closer } = layFoundation({
    service,
    options: {},
    // What goes wrong is told by the command; lines of log would only stand between its own.
    env: { TANDEM_LOG_LEVEL: 'silent', ...process.env },
  });
  try {
    const log = openEventLog(config, dir, logger);
    closer.add('event log', () => log.close());
    return await work(log, config.operatorToken);
  } finally {
    await closer.close();
  }
};

/** An error in words for whoever ran a command. */
export const explained = (error: unknown): string =>
  isTandemError(error) ? `${error.code}: ${error.message}` : messageOf(error);
