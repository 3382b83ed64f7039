import { goTo } from './machine.ts';
import type { ServerTable } from './machine.ts';

export type NonInviteState = 'trying' | 'proceeding' | 'completed' | 'terminated';

/** RFC 3261 §17.2.2, figure 8. */
export const NON_INVITE_MACHINE: ServerTable<NonInviteState> = {
  // "any further request retransmissions are discarded" until there is an answer.
  trying: {
    provisional: goTo('proceeding', 'send'),
    success: goTo('completed', 'send', 'J'),
    failure: goTo('completed', 'send', 'J'),
  },
  // "the most recently sent provisional response MUST be passed to the transport layer for retransmission"
  proceeding: {
    request: goTo('proceeding', 'resend'),
    provisional: goTo('proceeding', 'send'),
    success: goTo('completed', 'send', 'J'),
    failure: goTo('completed', 'send', 'J'),
  },
  // "Any other final responses passed by the TU to the server transaction MUST be discarded while in the Completed state."
  completed: { request: goTo('completed', 'resend'), J: goTo('terminated') },
  terminated: {},
};
