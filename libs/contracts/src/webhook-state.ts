/** Which messages a webhook gets: of changes, of changes that all live units have, or both. */
export type WebhookEvents = 'all' | 'changes' | 'propagation';

/** A webhook as it stands after an event. It stays in the journal: nobody reads it on the log. */
export interface WebhookState {
  readonly friendlyName: string;
  readonly url: string;
  readonly events: WebhookEvents;
  /** `disabled`: nothing is sent; what happens meanwhile is sent when it is active again. */
  readonly status: 'active' | 'disabled';
  readonly apiVersion: string;
  /** ISO 8601, UTC. */
  readonly dateCreated: string;
  readonly dateUpdated: string;
}
