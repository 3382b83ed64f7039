import type { ResourceKind, ResourceStates } from '@tandem/contracts';
import type { Definition } from './definition.ts';
import type { NewPassword } from './resource.ts';

/** A password that a request names, with what it proves; null if it names none or the kind has none. */
export const newPassword = <K extends ResourceKind>(
  definition: Definition<K>,
  { state, domain }: { readonly state: ResourceStates[K]; readonly domain: string },
  text: string | undefined,
): NewPassword | null => {
  const credentials = text === undefined ? undefined : definition.credentials?.(state, domain, text);
  return text === undefined || credentials === undefined ? null : { credentials, text };
};
