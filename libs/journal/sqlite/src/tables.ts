import { kindOfSid } from '@tandem/contracts';
import type { ResourceKind } from '@tandem/contracts';
import { TandemError } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';

/** The table of the read model that holds a kind's rows. */
export const TABLES: Readonly<Record<ResourceKind, string>> = {
  Client: 'clients',
  Application: 'applications',
  Number: 'numbers',
  Account: 'accounts',
  Webhook: 'webhooks',
};

/** @throws TandemError CONTRACT_VIOLATION for a sid that names no resource */
export const tableOf = (sid: Sid): string => {
  const kind = kindOfSid(sid);
  if (kind === undefined)
    throw new TandemError('CONTRACT_VIOLATION', `the read model has no table for ${sid}`);
  return TABLES[kind];
};
