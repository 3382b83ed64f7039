import type { WebhookState } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';

/** A webhook as its messages need it. Never log it. */
export interface WebhookTarget {
  readonly sid: Sid;
  readonly accountSid: Sid;
  /** Messages are about what was recorded after it. */
  readonly createdRevision: number;
  readonly state: WebhookState;
  /** What messages are signed with; null: it is sealed under a key that this process does not have. */
  readonly secret: string | null;
}

/** All webhooks of an installation, for whoever delivers. */
export interface Webhooks {
  /** Those of an account and of all below it. */
  below(account: Sid): AsyncIterable<WebhookTarget>;
  /** As its latest event left it; null: there is none, or no more. */
  find(sid: Sid): Promise<WebhookTarget | null>;
}
