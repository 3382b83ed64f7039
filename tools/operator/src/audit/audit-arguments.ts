import { parseArgs } from 'node:util';
import { err, messageOf, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';

export const USAGE = `Usage: npm run audit -- [OPTIONS]

  --api URL     the Management API of a provisioning service; default http://127.0.0.1:8080
  --unit URL    the pages of a unit; as often as there are units
                (default: those of npm start, 8181, 8182 and 8191 on 127.0.0.1)
  --json        the findings as JSON

Compares what the journal has of every resource with the read model, the event log and each unit.
The log is found as by any process of Tandem: KAFKA_BROKERS, else TANDEM_DATA.
OPERATOR_TOKEN opens pages that are not on this machine.
Exit codes: 0 all the same, 1 something differs, 2 wrong usage, 3 something could not be read.`;

export interface AuditArguments {
  readonly api: URL;
  readonly units: readonly URL[];
  readonly json: boolean;
}

const DEFAULT_UNITS = [8181, 8182, 8191].map((port) => `http://127.0.0.1:${port}`);

export const parseAuditArguments = (args: readonly string[]): Result<AuditArguments, string> => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        api: { type: 'string', default: 'http://127.0.0.1:8080' },
        unit: { type: 'string', multiple: true, default: DEFAULT_UNITS },
        json: { type: 'boolean', default: false },
      },
    });
    const wrong = [values.api, ...values.unit].find((text) => !URL.canParse(text));
    if (wrong !== undefined) return err(`"${wrong}" is not a URL`);
    return ok({
      api: new URL(values.api),
      units: values.unit.map((text) => new URL(text)),
      json: values.json,
    });
  } catch (error) {
    return err(messageOf(error));
  }
};
