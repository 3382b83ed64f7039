import { registrationKey } from '@tandem/contracts';
import type { RegistrationRecord } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';

/** Every phone of the cluster as the registrations topic tells it: by Client, then by binding. */
export class RegistrationView {
  readonly #bySid = new Map<Sid, Map<string, RegistrationRecord>>();

  put(record: RegistrationRecord): void {
    const records = this.#bySid.get(record.clientSid) ?? new Map<string, RegistrationRecord>();
    records.set(registrationKey(record.clientSid, record.bindingKey), record);
    this.#bySid.set(record.clientSid, records);
  }

  remove(sid: Sid, bindingKey: string): void {
    const records = this.#bySid.get(sid);
    records?.delete(registrationKey(sid, bindingKey));
    if (records?.size === 0) this.#bySid.delete(sid);
  }

  /** The bindings of a Client that have not expired at `now` (wall clock, milliseconds). */
  of(sid: Sid, now: number): readonly RegistrationRecord[] {
    return [...(this.#bySid.get(sid)?.values() ?? [])].filter(({ expiresAt }) => Date.parse(expiresAt) > now);
  }

  /** How many Clients have a phone on record. */
  get clients(): number {
    return this.#bySid.size;
  }
}
