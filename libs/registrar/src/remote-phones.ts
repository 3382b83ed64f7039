import type { RegistrationRecord } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import type { RemotePhone } from '@tandem/sip';
import type { RegistrationView } from './registration-view.ts';

const ADDRESS = /^(?:\[([0-9a-fA-F:.]+)\]|([^:\s]+)):(\d{1,5})$/;

const phoneOf = ({ bindingKey: key, contact, unitAddress }: RegistrationRecord): RemotePhone | undefined => {
  const [, v6, other, port] = ADDRESS.exec(unitAddress ?? '') ?? [];
  const address = v6 ?? other;
  return address === undefined ? undefined : { key, contact, unitAddress: { address, port: Number(port) } };
};

/** The phones of a Client that other units hold and can be rung there, as the registrations topic tells it. */
export const remotePhones =
  (view: RegistrationView, unit: string) =>
  (sid: Sid, now: number): readonly RemotePhone[] =>
    view.of(sid, now).flatMap((record) => (record.unit === unit ? [] : (phoneOf(record) ?? [])));
