import { ok } from '@tandem/kernel';
import { storable } from './field-rules.ts';
import { refused } from './problem.ts';

const MAX_LENGTH = 253;

/** `hostname` of RFC 3261 §25.1: labels of at most 63 characters, the last one no number, so that no address passes for it. */
const HOST_NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Names under which a unit is reached whatever its domains are. */
const OWN_NAMES: ReadonlySet<string> = new Set(['localhost']);

/** The name of a SIP domain or of another name for it, in lower case: hosts are compared without regard to it (RFC 3261 §19.1.4). */
export const sipDomainName = storable<string>((field, value) => {
  const name = value.toLowerCase();
  const fits = name.length <= MAX_LENGTH && HOST_NAME.test(name) && !OWN_NAMES.has(name);
  return fits ? ok(name) : refused(field, 21343);
});
