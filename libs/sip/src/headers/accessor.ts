import type { HeaderBag } from './header-bag.ts';

let slots = 0;

/**
 * Makes the function that reads one header's meaning. The first call on a message parses, later ones remember: parsing
 * costs only those headers that someone asks for, and those once.
 */
export const defineAccessor = <T extends object>(
  parse: (headers: HeaderBag) => T,
): ((message: { readonly headers: HeaderBag }) => T) => {
  const slot = slots;
  slots += 1;
  return (message) => message.headers.remember(slot, parse);
};
