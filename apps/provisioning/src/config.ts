import { onOff, optionalSecret, optionalText, parsedSecret, port, text } from '@tandem/config';
import type { ConfigOf } from '@tandem/config';
import { err, ok } from '@tandem/kernel';

const KEY_BYTES = 32;

/** What the provisioning service is configured with, besides `PROCESS_OPTIONS`. */
export const PROVISIONING_OPTIONS = {
  apiHost: text({ key: 'TANDEM_API_HOST', fallback: '127.0.0.1', doc: 'address of the Management API' }),
  apiPort: port({ key: 'TANDEM_API_PORT', fallback: '8080', doc: 'port of the Management API' }),
  mongodbUri: optionalSecret({
    key: 'MONGODB_URI',
    form: 'mongodb://… or mongodb+srv://…',
    doc: 'the journal’s database; without it the journal is a SQLite file in the data directory',
  }),
  accountSid: optionalText({
    key: 'ACCOUNT_SID',
    form: 'AC and 32 hexadecimal digits',
    doc: 'the root account; default: made on the first start and kept in `credentials.json`',
  }),
  authToken: optionalSecret({ key: 'AUTH_TOKEN', doc: 'the root account’s token; goes with `ACCOUNT_SID`' }),
  idempotencySecret: parsedSecret({
    key: 'IDEMPOTENCY_SECRET',
    form: 'base64 of 32 bytes',
    doc: 'makes sids of Idempotency-Keys, the same on all instances, never rotates; default: `keys.json`',
    parse: (value) => {
      const bytes = Buffer.from(value, 'base64');
      return bytes.length === KEY_BYTES ? ok(bytes) : err(`is not ${KEY_BYTES} bytes`);
    },
  }),
  sipDomain: text({ key: 'SIP_DOMAIN', fallback: 'tandem.local', doc: 'SIP domain and digest realm' }),
  passwordReadback: onOff({
    key: 'PASSWORD_READBACK',
    fallback: 'on',
    doc: 'keep a sealed readable copy of passwords, which the documented representation shows',
  }),
  webhookPrivateAddresses: onOff({
    key: 'WEBHOOK_PRIVATE_ADDRESSES',
    fallback: 'off',
    doc: 'post to webhooks at addresses that are not of the public Internet too',
  }),
} as const;

export type ProvisioningConfig = ConfigOf<typeof PROVISIONING_OPTIONS>;
