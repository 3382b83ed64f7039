import { oneOf, optionalSecret, optionalText, parsedSecret, text } from '@tandem/config';
import type { ConfigOf } from '@tandem/config';
import { parseSealingKeys } from '@tandem/data-dir';
import { KAFKA_OPTIONS } from './kafka-options.ts';

/** What every process of Tandem is configured with. */
export const PROCESS_OPTIONS = {
  dataDir: text({
    key: 'TANDEM_DATA',
    fallback: './data',
    doc: 'directory for databases, keys and credentials; made if missing, for its owner alone',
  }),
  logLevel: oneOf({
    key: 'TANDEM_LOG_LEVEL',
    fallback: 'info',
    values: ['debug', 'info', 'warn', 'error', 'silent'],
    doc: 'what is logged, as JSON lines on standard error',
  }),
  sealingKeys: parsedSecret({
    key: 'SEALING_KEYS',
    form: 'id:base64,… (32 bytes each; the first seals)',
    doc: 'keys that seal credentials, the same on all processes; default: `keys.json` in the data directory',
    parse: parseSealingKeys,
  }),
  operatorToken: optionalSecret({
    key: 'OPERATOR_TOKEN',
    doc: 'opens the operator pages of units and `/metrics` to callers that are not on loopback',
  }),
  otlpEndpoint: optionalText({
    key: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    form: 'http(s) URL',
    doc: 'where spans go, OTLP over HTTP; without it none are recorded',
  }),
  ...KAFKA_OPTIONS,
} as const;

export type ProcessConfig = ConfigOf<typeof PROCESS_OPTIONS>;
