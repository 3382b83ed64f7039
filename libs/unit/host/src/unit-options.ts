import { integer, oneOf, parsed, port, text } from '@tandem/config';
import type { ConfigOf } from '@tandem/config';
import { err, ok } from '@tandem/kernel';
import { MODEL_FORMS, parseModel, REVOCATION_MODES } from '@tandem/unit';

const UNIT_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** What every unit is configured with, besides `PROCESS_OPTIONS`. */
export const unitOptions = (defaults: { readonly unit: string; readonly httpPort: string }) =>
  ({
    unit: parsed({
      key: 'TANDEM_UNIT_ID',
      fallback: defaults.unit,
      form: 'lower-case letters, digits and hyphens, at most 63',
      doc: 'the unit’s name: no other unit has it, and it stays the same over restarts',
      parse: (value) => (UNIT_ID.test(value) ? ok(value) : err('is not a unit id')),
    }),
    unitHttpHost: text({
      key: 'TANDEM_UNIT_HTTP_HOST',
      fallback: '127.0.0.1',
      doc: 'address of the unit’s HTTP pages',
    }),
    unitHttpPort: port({
      key: 'TANDEM_UNIT_HTTP_PORT',
      fallback: defaults.httpPort,
      doc: 'port of the unit’s HTTP pages',
    }),
    revocation: revocationOption('REVOCATION'),
    group: groupOption('TANDEM_UNIT_GROUP'),
    ...ROLLOUT_OPTIONS,
    propagation: propagationOption('TANDEM_PROPAGATION', 'none'),
  }) as const;

/** When revocations take effect, as an option. */
export const revocationOption = (key: string) =>
  oneOf({
    key,
    fallback: 'immediate',
    values: REVOCATION_MODES,
    doc: 'deletions, disabling and new passwords take effect as soon as they are received, or with the model’s delay',
  });

/** With a staged roll-out, who gets changes first, as an option. */
export const groupOption = (key: string) =>
  oneOf({
    key,
    fallback: 'main',
    values: ['main', 'canary'],
    doc: 'with `ROLLOUT=staged`, canaries get a change before main units do',
  });

/** Whether changes reach all units at once or canaries first; the same on every unit. */
export const ROLLOUT_OPTIONS = {
  rollout: oneOf({
    key: 'ROLLOUT',
    fallback: 'off',
    values: ['off', 'staged'],
    doc: '`staged`: main units hold ordinary changes until the canaries have been well with them for a while',
  }),
  rolloutHealthySeconds: integer({
    key: 'ROLLOUT_HEALTHY_SECONDS',
    fallback: '10',
    min: 0,
    max: 86_400,
    doc: 'how long canaries must have shown a change and report nothing wrong before main units show it',
  }),
} as const;

/** A propagation model as an option. */
export const propagationOption = (key: string, fallback: string) =>
  parsed({
    key,
    fallback,
    form: MODEL_FORMS,
    doc: 'propagation model: how late the unit lets changes become visible (seconds)',
    parse: parseModel,
  });

export type UnitConfig = ConfigOf<ReturnType<typeof unitOptions>>;
