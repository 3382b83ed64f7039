import type { Random } from '@tandem/kernel';
import type { Flow, Send } from '../flow/flow.ts';
import type { SipRequest } from '../message/types.ts';
import { serialize } from '../message/serialize.ts';
import { clientKey } from '../transaction/client-transactions.ts';
import type { ClientTransactions } from '../transaction/client-transactions.ts';
import type { ServerTransactions } from '../transaction/server-transactions.ts';
import type { Responder } from '../uas/responder.ts';
import type { Call } from './call.ts';
import type { CallTable } from './call-table.ts';
import type { CallReport, CallRouter } from './call-types.ts';
import { viaOver } from './hop.ts';
import type { NameFlow } from './hop.ts';

export interface CallLimits {
  /** The longest that a phone may ring without a word, milliseconds: Timer C, above three minutes (RFC 3261 §16.6 step 11). */
  readonly ringMs: number;
  /** The longest call, milliseconds. */
  readonly longestMs: number;
  /** How many calls a Client may have begun at once. */
  readonly perClient: number;
}

/** What calls are carried with. */
export interface CallParts {
  readonly router: CallRouter;
  readonly server: ServerTransactions;
  readonly client: ClientTransactions;
  readonly responder: Responder;
  readonly random: Random;
  readonly nameOf: NameFlow;
  readonly limits: CallLimits;
}

/** What a step of a call wants done. */
export interface CallEffects {
  readonly sends: readonly Send[];
  readonly reports: readonly CallReport[];
}

/** What the steps of one message work with. */
export interface Work {
  readonly parts: CallParts;
  readonly table: CallTable;
  readonly outbox: Outbox;
  /** Wall-clock milliseconds. */
  readonly now: number;
}

/** A request that was sent on, and where its answers go. */
export interface Pending {
  readonly call: Call;
  /** The phone that an INVITE of a new call went to; null for a request within the dialog. */
  readonly branch: string | null;
  readonly method: string;
  /** Of the server transaction; null: nobody waits for the answer. */
  readonly key: string | null;
  readonly replyFlow: Flow;
  readonly request: SipRequest;
}

const COOKIE = 'z9hG4bK';
const BRANCH_BYTES = 12;

export const newBranch = (random: Random): string => `${COOKIE}${random.bytes(BRANCH_BYTES).toString('hex')}`;

/** Gathers what the steps of one message want done. */
export class Outbox {
  readonly sends: Send[] = [];
  readonly reports: CallReport[] = [];

  send(send: Send | undefined): void {
    if (send !== undefined) this.sends.push(send);
  }

  report({ report, init }: Call): void {
    if (init.caller !== null) this.reports.push(report);
  }
}

/** Sends a request that gets no answer of its own, or whose answer nobody waits for: ACK. */
export const sendAlone = (flow: Flow, request: SipRequest): Send => ({ flow, bytes: serialize(request) });

/** The Via of a request that this element sends over a flow. */
export const newVia = ({ random, nameOf }: CallParts, flow: Flow): { branch: string; via: string } => {
  const branch = newBranch(random);
  return { branch, via: viaOver(flow, nameOf(flow), branch) };
};

export const keyOf = (branch: string, method: string): string => clientKey(branch, method);
