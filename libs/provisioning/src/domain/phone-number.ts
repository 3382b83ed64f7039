import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

const DIGITS = /^\d+$/;

/** A form decodes `+` as a space: `PhoneNumber=+1 510 555 1234`, as people write it for curl, means the number. */
export const withPlus = (text: string): string => text.replace(/^ (?=\d)/, '+');

/**
 * A number as E.164 writes it, with its `+`; punctuation goes. Digits alone are taken for a whole number with its country
 * code. null: no number that any numbering plan can have (ITU-T E.164, by libphonenumber).
 */
export const e164 = (text: string): string | null => {
  const compact = withPlus(text).trim();
  const parsed = parsePhoneNumberFromString(DIGITS.test(compact) ? `+${compact}` : compact);
  return parsed?.isPossible() === true && parsed.ext === undefined ? parsed.number : null;
};
