import type { ApplicationKind } from '@tandem/contracts';
import { isSid, ok } from '@tandem/kernel';
import type { Result, Sid } from '@tandem/kernel';
import type { FieldProblem } from '../outcomes.ts';
import { isHttpUrl } from './http-url.ts';
import { e164 } from './phone-number.ts';
import { refused } from './problem.ts';
import { characters, isStorable } from './text.ts';
import { isUserinfo } from './userinfo.ts';

export type Rule<T> = (field: string, value: string) => Result<T, FieldProblem>;

const LOGIN_LENGTH = 64;
const PASSWORD_LENGTH = 128;
const FRIENDLY_NAME_LENGTH = 64;
const URL_LENGTH = 2048;

/** RFC 3339 §5.6, in any offset. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** Refuses first what no field may hold, so that each rule sees text that can be stored. */
export const storable =
  <T>(rule: Rule<T>): Rule<T> =>
  (field, value) =>
    isStorable(value) ? rule(field, value) : refused(field, 21313);

/** For fields that an empty value clears. */
const clearable =
  <T>(rule: Rule<T>): Rule<T | null> =>
  (field, value) =>
    value === '' ? ok(null) : rule(field, value);

export const login = storable<string>((field, value) => {
  if (value === '') return refused(field, 21301);
  if (characters(value) > LOGIN_LENGTH) return refused(field, 21302);
  return isUserinfo(value) ? ok(value) : refused(field, 21303);
});

export const password = storable<string>((field, value) => {
  if (value === '') return refused(field, 21304);
  return characters(value) > PASSWORD_LENGTH ? refused(field, 21305) : ok(value);
});

const shortName: Rule<string> = (field, value) =>
  characters(value) > FRIENDLY_NAME_LENGTH ? refused(field, 21312) : ok(value);

/** null: back to the default, which is what the resource is reached by. */
export const friendlyNameOrDefault = storable<string | null>(clearable(shortName));

/** For what has no other name. */
export const friendlyName = storable<string>((field, value) =>
  value === '' ? refused(field, 21320) : shortName(field, value),
);

export const status = storable<0 | 1>((field, value) => {
  if (value === '0') return ok(0);
  return value === '1' ? ok(1) : refused(field, 21306);
});

/** In any case; no toUpperCase, which makes `POST` of `poſt` too. */
export const method = storable<'GET' | 'POST'>((field, value) => {
  if (/^get$/i.test(value)) return ok('GET');
  return /^post$/i.test(value) ? ok('POST') : refused(field, 21307);
});

const httpUrl: Rule<string> = (field, value) => {
  if (characters(value) > URL_LENGTH) return refused(field, 21309);
  return isHttpUrl(value) ? ok(value) : refused(field, 21308);
};

export const url = storable(httpUrl);

export const clearableUrl = storable<string | null>(clearable(httpUrl));

/** Says whether the account has an Application with this sid. */
export type ApplicationCheck = (sid: Sid) => boolean;

export const applicationSid = (exists: ApplicationCheck): Rule<Sid | null> =>
  storable(
    clearable((field, value) => {
      if (!isSid(value, 'AP')) return refused(field, 21310);
      return exists(value) ? ok(value) : refused(field, 21311);
    }),
  );

export const applicationKind = storable<ApplicationKind>((field, value) =>
  value === 'voice' || value === 'sms' ? ok(value) : refused(field, 21321),
);

export const truth = storable<boolean>((field, value) => {
  if (/^true$/i.test(value)) return ok(true);
  return /^false$/i.test(value) ? ok(false) : refused(field, 21332);
});

/** A point in time, milliseconds since the Unix epoch; empty clears it. */
export const instant = storable<number | null>(
  clearable((field, value) => {
    const at = INSTANT.test(value) ? Date.parse(value) : NaN;
    return Number.isNaN(at) ? refused(field, 21350) : ok(at);
  }),
);

/** A number of the public telephone network. */
export const phoneNumber = storable<string>((field, value) => {
  if (value === '') return refused(field, 21330);
  const number = e164(value);
  return number === null ? refused(field, 21331) : ok(number);
});

/** A short code or a name, as the user part of a SIP URI has it. */
export const sipNumber = storable<string>((field, value) => {
  if (value === '') return refused(field, 21330);
  return characters(value) <= LOGIN_LENGTH && isUserinfo(value) ? ok(value) : refused(field, 21333);
});
