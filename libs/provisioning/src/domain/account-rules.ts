import type { AccountRole, AccountStatus } from '@tandem/contracts';
import { ok } from '@tandem/kernel';
import { friendlyNameOrDefault, storable } from './field-rules.ts';
import { refused } from './problem.ts';
import { characters } from './text.ts';

const EMAIL_LENGTH = 254;

/** Something on either side of one @ and no blanks: whether it is read by anybody, only a message can tell. */
const EMAIL = /^[^@\s]+@[^@\s]+$/;

export const friendlyName = friendlyNameOrDefault;

/** Empty clears it. */
export const emailAddress = storable<string | null>((field, value) => {
  if (value === '') return ok(null);
  return characters(value) <= EMAIL_LENGTH && EMAIL.test(value) ? ok(value) : refused(field, 21340);
});

/** What is to be closed is closing first: what it has goes before. */
export const accountStatus = storable<AccountStatus>((field, value) => {
  if (value === 'closed') return ok('closing');
  return value === 'active' || value === 'suspended' ? ok(value) : refused(field, 21341);
});

export const accountRole = storable<AccountRole>((field, value) =>
  value === 'administrator' || value === 'developer' || value === 'viewer'
    ? ok(value)
    : refused(field, 21342),
);
