import type { Clock } from '@tandem/kernel';
import type { LogFields, Logger } from '@tandem/telemetry';

const QUIET_MS = 10_000;

/**
 * One warning that may have a thousand causes at once (a list of Clients whose key is missing): says the first, then at
 * most one per ten seconds, with the number of those left out.
 */
export const throttledWarning = (
  logger: Logger,
  clock: Clock,
  message: string,
): ((fields: LogFields) => void) => {
  let quietUntil = -Infinity;
  let omitted = 0;
  return (fields) => {
    const now = clock.monotonic();
    if (now < quietUntil) {
      omitted += 1;
      return;
    }
    logger.warn(message, { ...fields, omitted });
    quietUntil = now + QUIET_MS;
    omitted = 0;
  };
};
