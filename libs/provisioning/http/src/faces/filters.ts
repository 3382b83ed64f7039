import { e164 } from '@tandem/provisioning';
import type { ListFilter } from './face.ts';

export const byFriendlyName: ListFilter = {
  parameter: 'FriendlyName',
  filters: (friendlyName) => ({ friendlyName }),
  schema: { type: 'string', minLength: 1 },
};

/** With and without `+`: what is no phone number may be a short code or a SIP name. */
export const byPhoneNumber: ListFilter = {
  parameter: 'PhoneNumber',
  filters: (number) => ({ name: e164(number) ?? number }),
  schema: { type: 'string', minLength: 1 },
};
