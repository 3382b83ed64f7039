import type { ResourceKind, ResourceStates } from '@tandem/contracts';
import type { ResourceView } from '@tandem/provisioning';
import { apiDate } from './date.ts';

export type Format = 'json' | 'xml';

/** One field of a resource's representation. */
export interface RepresentedField<K extends ResourceKind = ResourceKind> {
  readonly json: string;
  readonly xml: string;
  /** null = left out. */
  readonly of: (resource: ResourceView<K>, format: Format) => string | null;
}

export interface FieldNames {
  readonly json: string;
  readonly xml: string;
}

/** How a field of a state is called on the outside: `voiceUrl` is voice_url and VoiceUrl. */
export const namesOf = (field: string): FieldNames => ({
  json: field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  xml: field.charAt(0).toUpperCase() + field.slice(1),
});

const text = (value: unknown): string | null => {
  if (value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** A field of the state as it stands, as text. */
export const stateField = <K extends ResourceKind>(
  field: keyof ResourceStates[K] & string,
): RepresentedField<K> => ({ ...namesOf(field), of: ({ state }) => text(state[field]) });

/** What every representation begins with. */
export const heading = <K extends ResourceKind>(): readonly RepresentedField<K>[] => [
  { json: 'sid', xml: 'Sid', of: ({ sid }) => sid },
  { ...namesOf('dateCreated'), of: ({ state }) => apiDate(state.dateCreated) },
  { ...namesOf('dateUpdated'), of: ({ state }) => apiDate(state.dateUpdated) },
  { json: 'account_sid', xml: 'AccountSid', of: ({ accountSid }) => accountSid },
  { ...namesOf('apiVersion'), of: ({ state }) => state.apiVersion },
  { ...namesOf('friendlyName'), of: ({ state }) => state.friendlyName },
];
