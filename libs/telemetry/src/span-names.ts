/** Every span of Tandem, in the order in which a change passes them. */
export const SPANS = {
  write: 'tandem.write',
  append: 'tandem.journal.append',
  relay: 'tandem.relay.publish',
  apply: 'tandem.unit.apply',
  register: 'tandem.sip.register',
} as const;

export type SpanName = (typeof SPANS)[keyof typeof SPANS];
