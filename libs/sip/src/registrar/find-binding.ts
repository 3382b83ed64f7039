import { parseUri } from '../uri/parse.ts';
import { uriEquals } from '../uri/equals.ts';
import type { Binding } from './binding.ts';
import type { ContactRequest } from './contact-request.ts';

/** The name of the binding that a Contact makes. */
export const bindingKey = ({ instance, regId, address }: ContactRequest): string => {
  if (instance === undefined) return address.uriText;
  return regId === undefined ? instance : `${instance};reg-id=${regId}`;
};

/** RFC 3261 §10.3 step 7: "the comparison is by the URI comparison rules", which no key can express. */
const byUri = (held: readonly Binding[], { address }: ContactRequest): Binding | undefined =>
  held.find(({ contact }) => contact === address.uriText) ??
  held.find(({ contact }) => {
    const uri = parseUri(contact);
    return uri.ok && uriEquals(uri.value, address.uri);
  });

/**
 * The binding that a Contact refreshes or removes: the phone's own name decides where it has one, so that a phone that
 * comes back with another address leaves no ghost; else the URI.
 */
export const findBinding = (held: readonly Binding[], contact: ContactRequest): Binding | undefined => {
  if (contact.instance === undefined) return byUri(held, contact);
  const key = bindingKey(contact);
  return (
    held.find((binding) => binding.key === key) ??
    byUri(
      held.filter(({ instance }) => instance === undefined),
      contact,
    )
  );
};
