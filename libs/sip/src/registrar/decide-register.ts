import type { Sid } from '@tandem/kernel';
import { isReliable } from '../flow/flow.ts';
import type { Flow } from '../flow/flow.ts';
import { field } from '../headers/header-bag.ts';
import type { HeaderField } from '../headers/header-bag.ts';
import type { Contacts } from '../headers/types.ts';
import type { Binding, BindingChange, RemovalReason } from './binding.ts';
import { readContactRequest } from './contact-request.ts';
import type { ContactRequest } from './contact-request.ts';
import { bindingKey, findBinding } from './find-binding.ts';
import { formatContact, formatDate } from './format-contact.ts';
import type { RegistrationLimits } from './limits.ts';
import { putBinding } from './put-binding.ts';

/** A REGISTER whose sender is known to be the Client of its address-of-record. */
export interface RegisterInput {
  readonly sid: Sid;
  /** `login@sip_domain`. */
  readonly aor: string;
  /** Empty for a query. */
  readonly contacts: Contacts;
  /** The Expires header, seconds; undefined when absent. */
  readonly expires: number | undefined;
  readonly callId: string;
  readonly cseq: number;
  readonly userAgent: string | undefined;
  readonly flow: Flow;
  readonly behindNat: boolean;
  /** The Client's live bindings. */
  readonly held: readonly Binding[];
  /** Wall-clock milliseconds. */
  readonly now: number;
  readonly limits: RegistrationLimits;
}

/** The answer, and what changes with it: everything for a 200, nothing for all others. */
export interface RegisterDecision {
  readonly status: number;
  /** For a refusal: what is wrong, in our words. */
  readonly why?: string;
  readonly headers: readonly HeaderField[];
  readonly changes: readonly BindingChange[];
  /** What is to go also where another unit holds it: these keys, or with `*` everything. */
  readonly elsewhere?: '*' | readonly string[];
}

const refuse = (status: number, why: string, ...headers: readonly HeaderField[]): RegisterDecision => ({
  status,
  why,
  headers,
  changes: [],
});

const OUT_OF_ORDER = 'an earlier request of this Call-ID came later';

/** "If the Call-ID values match and the CSeq is not higher, the update MUST be aborted" (RFC 3261 §10.3 step 7). */
const isOutOfOrder = ({ callId, cseq }: RegisterInput, known: Binding): boolean =>
  known.callId === callId && cseq <= known.cseq;

const removal = (binding: Binding, reason: RemovalReason): BindingChange => ({
  kind: 'remove',
  binding,
  reason,
});

/** "The response MUST contain Contact header field values enumerating all current bindings" (§10.3 step 8). */
const accepted = (input: RegisterInput, now: readonly Binding[], changes: readonly BindingChange[]) => ({
  status: 200,
  headers: [
    ...now.map((binding) => field('Contact', formatContact(binding, input.now))),
    field('Date', formatDate(input.now)),
  ],
  changes,
});

const removeAll = (input: RegisterInput): RegisterDecision => {
  // "The registrar checks whether the Expires value is zero; if not, the request is invalid" (§10.3 step 6).
  if (input.expires !== 0) return refuse(400, 'contact: * needs Expires: 0');
  if (input.held.some((known) => isOutOfOrder(input, known))) return refuse(500, OUT_OF_ORDER);
  const changes = input.held.map((binding) => removal(binding, 'unregistered'));
  return { ...accepted(input, [], changes), elsewhere: '*' };
};

/** The time granted, seconds: never more than asked. */
const granted = ({ flow, behindNat, limits }: RegisterInput, asked: number): number =>
  Math.min(asked, !isReliable(flow.transport) && behindNat ? limits.maxBehindNat : limits.maxExpires);

const readContacts = (input: RegisterInput): readonly ContactRequest[] | RegisterDecision => {
  if (input.contacts === '*') return [];
  const { contacts, limits } = input;
  if (contacts.length > limits.perClient) return refuse(400, 'contact: too many');
  const asked: ContactRequest[] = [];
  for (const address of contacts) {
    const contact = readContactRequest(address, input.expires, limits);
    if (typeof contact === 'string') return refuse(400, contact);
    if (contact.asked > 0 && contact.asked < limits.minExpires) {
      return refuse(423, 'too brief', field('Min-Expires', String(limits.minExpires)));
    }
    asked.push(contact);
  }
  return asked;
};

interface Draft {
  current: readonly Binding[];
  readonly changes: BindingChange[];
  readonly elsewhere: string[];
}

/** Takes one Contact in. */
const takeIn = (input: RegisterInput, contact: ContactRequest, draft: Draft): void => {
  const known = findBinding(draft.current, contact);
  const others = known === undefined ? draft.current : draft.current.filter((binding) => binding !== known);
  if (contact.asked === 0) {
    if (known === undefined) draft.elsewhere.push(bindingKey(contact));
    else draft.changes.push(removal(known, 'unregistered'));
    draft.current = others;
    return;
  }
  const put = putBinding(input, contact, known, granted(input, contact.asked));
  if (known !== undefined && known.key !== put.binding.key) draft.changes.push(removal(known, 'replaced'));
  draft.changes.push(put);
  draft.current = [...others, put.binding];
};

const crowdedOut = (input: RegisterInput, current: readonly Binding[]): readonly Binding[] =>
  current.slice(0, Math.max(0, current.length - input.limits.perClient));

/**
 * RFC 3261 §10.3 from step 6 on. All or nothing: one Contact that cannot be taken leaves every binding as it was
 * ("either all succeed or all fail").
 */
export const decideRegister = (input: RegisterInput): RegisterDecision => {
  if (input.contacts === '*') return removeAll(input);
  const contacts = readContacts(input);
  if ('status' in contacts) return contacts;
  for (const contact of contacts) {
    const known = findBinding(input.held, contact);
    if (known !== undefined && isOutOfOrder(input, known)) return refuse(500, OUT_OF_ORDER);
  }
  const draft: Draft = { current: input.held, changes: [], elsewhere: [] };
  for (const contact of contacts) takeIn(input, contact, draft);
  const gone = crowdedOut(input, draft.current);
  for (const binding of gone) draft.changes.push(removal(binding, 'crowded-out'));
  const decision = accepted(input, draft.current.slice(gone.length), draft.changes);
  return draft.elsewhere.length === 0 ? decision : { ...decision, elsewhere: draft.elsewhere };
};
