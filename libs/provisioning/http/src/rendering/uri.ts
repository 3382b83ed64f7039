import type { ResourceView } from '@tandem/provisioning';
import type { Format } from './represented-field.ts';

const ACCOUNTS = '/api/2012-04-24/Accounts';

const suffix = (format: Format): string => (format === 'json' ? '.json' : '');

/** A resource's `uri`, and where a creation's Location points. */
export const resourceUri = (
  collection: string,
  { accountSid, sid }: Pick<ResourceView, 'accountSid' | 'sid'>,
  format: Format,
): string => `${ACCOUNTS}/${accountSid}/${collection}/${sid}${suffix(format)}`;

export const accountUri = (sid: string, format: Format): string => `${ACCOUNTS}/${sid}${suffix(format)}`;
