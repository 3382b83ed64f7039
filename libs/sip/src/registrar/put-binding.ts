import { ownText } from '../memory/own-text.ts';
import type { Binding, BindingChange, BindingNews } from './binding.ts';
import type { ContactRequest } from './contact-request.ts';
import type { RegisterInput } from './decide-register.ts';
import { bindingKey } from './find-binding.ts';
import { RECORD_AGAIN_MS } from './limits.ts';

const SECOND_MS = 1000;

export type BindingPut = Extract<BindingChange, { kind: 'put' }>;

/** The text known before when it is the same, else a copy that does not keep the message alive. */
const kept = (text: string, before: string | undefined): string => (text === before ? before : ownText(text));

const keptOr = <T extends string | undefined>(text: T, before: string | undefined): string | undefined =>
  text === undefined ? undefined : kept(text, before);

/** What the cluster has to hear: that it is new here, is reached otherwise than before, or is still there. */
const newsOf = (next: Omit<Binding, 'recordedAt'>, known: Binding | undefined): BindingNews | undefined => {
  if (known === undefined || known.key !== next.key) return 'appeared';
  if (known.contact !== next.contact || known.transport !== next.transport) return 'moved';
  return next.refreshedAt - known.recordedAt >= RECORD_AGAIN_MS ? 'present' : undefined;
};

/** The change that a Contact makes: its binding, new or refreshed. `granted` in seconds. */
export const putBinding = (
  input: RegisterInput,
  contact: ContactRequest,
  known: Binding | undefined,
  granted: number,
): BindingPut => {
  const { flow, now } = input;
  // A Contact that equals the known one by the URI rules keeps its key: it is the same phone to the other units.
  const key = known !== undefined && contact.instance === undefined ? known.key : bindingKey(contact);
  const next = {
    sid: input.sid,
    key: kept(key, known?.key),
    aor: kept(input.aor, known?.aor),
    contact: kept(contact.address.uriText, known?.contact),
    instance: keptOr(contact.instance, known?.instance),
    regId: contact.regId,
    q: keptOr(contact.q, known?.q),
    callId: kept(input.callId, known?.callId),
    cseq: input.cseq,
    transport: flow.transport,
    remote: flow.remote,
    connection: flow.connection,
    behindNat: input.behindNat,
    userAgent: keptOr(input.userAgent, known?.userAgent),
    registeredAt: known?.registeredAt ?? now,
    refreshedAt: now,
    expiresAt: now + granted * SECOND_MS,
  };
  const news = newsOf(next, known);
  const recordedAt = news === undefined ? (known?.recordedAt ?? now) : now;
  return { kind: 'put', binding: { ...next, recordedAt }, news };
};
