import { partitionOf, registrationCodec, registrationKey, TOPICS } from '@tandem/contracts';
import type { RecordHeaders, RegistrationRecord } from '@tandem/contracts';
import type { LogRecord, StoredRecord } from '@tandem/event-log';
import { err, ok } from '@tandem/kernel';
import type { Result, Sid } from '@tandem/kernel';
import type { Binding, BindingEvent, RemoteRegistration, RemovalReason } from '@tandem/sip';

/** Which run of which unit writes. */
export interface RegistrationWriterId {
  readonly unit: string;
  readonly incarnation: string;
  /** Where it takes calls for its phones, `host:port`. */
  readonly unitAddress?: string | undefined;
}

/** What a record of the registrations topic says. */
export interface ReadRegistration {
  readonly remote: RemoteRegistration;
  /** null on a tombstone. */
  readonly record: RegistrationRecord | null;
}

const REASONS: Readonly<Record<RemovalReason, true>> = {
  unregistered: true,
  expired: true,
  replaced: true,
  'crowded-out': true,
  'connection-lost': true,
  revoked: true,
  drained: true,
  moved: true,
};

const iso = (ms: number): string => new Date(ms).toISOString();

const valueOf = ({ unit, unitAddress }: RegistrationWriterId, binding: Binding): RegistrationRecord => ({
  clientSid: binding.sid,
  bindingKey: binding.key,
  aor: binding.aor,
  contact: binding.contact,
  unit,
  ...(unitAddress !== undefined && { unitAddress }),
  transport: binding.transport,
  source: `${binding.remote.address}:${binding.remote.port}`,
  userAgent: binding.userAgent ?? null,
  registeredAt: iso(binding.registeredAt),
  expiresAt: iso(binding.expiresAt),
});

const placeOf = (sid: Sid, key: string, partitions: number) => {
  const name = registrationKey(sid, key);
  return { topic: TOPICS.registrations.name, key: name, partition: partitionOf(name, partitions) };
};

/** A binding event as a record of `tandem.registrations`; a binding that is gone is a tombstone that says why. */
export const toRegistrationRecord = (
  event: BindingEvent,
  id: RegistrationWriterId,
  partitions: number,
): LogRecord => {
  const { unit, incarnation } = id;
  const headers = { unit, incarnation, seq: String(event.seq) };
  if (event.kind === 'gone') {
    const { sid, key, reason } = event;
    return { ...placeOf(sid, key, partitions), value: null, headers: { ...headers, reason } };
  }
  const { sid, key } = event.binding;
  return {
    ...placeOf(sid, key, partitions),
    value: registrationCodec.encode(valueOf(id, event.binding)),
    headers,
  };
};

const reasonOf = ({ reason }: RecordHeaders): RemovalReason =>
  reason !== undefined && Object.hasOwn(REASONS, reason) ? (reason as RemovalReason) : 'expired';

/** Reads a record of `tandem.registrations`; the error says what is wrong with it. */
export const readRegistration = ({
  key: name,
  value,
  headers,
}: StoredRecord): Result<ReadRegistration, string> => {
  const slash = name.indexOf('/');
  const { unit, incarnation } = headers;
  const seq = Number(headers['seq']);
  if (slash < 1) return err('the key is not clientSid/bindingKey');
  if (unit === undefined || incarnation === undefined || !Number.isSafeInteger(seq)) {
    return err('a header of unit, incarnation, seq is missing');
  }
  const remote = { sid: name.slice(0, slash), key: name.slice(slash + 1), unit, incarnation, seq };
  if (value === null) return ok({ remote: { ...remote, gone: reasonOf(headers) }, record: null });
  const decoded = registrationCodec.decode(value);
  return decoded.ok ? ok({ remote, record: decoded.value }) : err(decoded.error.kind);
};
