import { goTo } from './machine.ts';
import type { ServerTable } from './machine.ts';

export type InviteState = 'proceeding' | 'accepted' | 'completed' | 'confirmed' | 'terminated';

/** RFC 3261 §17.2.1, figure 7, with the Accepted state of RFC 6026 §7.1. A 100 is the transaction user's to send. */
export const INVITE_MACHINE: ServerTable<InviteState> = {
  proceeding: {
    request: goTo('proceeding', 'resend'),
    provisional: goTo('proceeding', 'send'),
    success: goTo('accepted', 'send', 'L'),
    failure: goTo('completed', 'send', 'G', 'H'),
  },
  // "any retransmissions of the INVITE are absorbed"; the user itself repeats its 2xx until ACK comes (RFC 6026 §7.1).
  accepted: {
    ack: goTo('accepted', 'up'),
    success: goTo('accepted', 'send'),
    L: goTo('terminated'),
  },
  completed: {
    request: goTo('completed', 'resend'),
    ack: goTo('confirmed', 'none', 'I'),
    G: goTo('completed', 'resend'),
    H: goTo('terminated', 'timeout'),
  },
  // "absorb any additional ACK messages that arrive"
  confirmed: { I: goTo('terminated') },
  terminated: {},
};
