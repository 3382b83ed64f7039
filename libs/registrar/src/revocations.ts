import { kindOfSid } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import type { BindingStore } from '@tandem/sip';
import type { UnitListener } from '@tandem/unit';

export interface RevocationTargets {
  /** Takes a Client's phones away. */
  readonly revoke: (clientSid: Sid) => void;
  /** The phones that are held here. */
  readonly bindings: Pick<BindingStore, 'all'>;
  /** Whether a Client's account is in service. */
  readonly isInService: (clientSid: Sid) => boolean;
}

const heldBy = (bindings: Pick<BindingStore, 'all'>): ReadonlySet<Sid> => {
  const held = new Set<Sid>();
  const all = bindings.all();
  for (let next = all.next(); next.done !== true; next = all.next()) held.add(next.value.sid);
  return held;
};

/**
 * Takes phones away as soon as their Client is deleted or disabled or has another password, or its account is suspended or
 * closed, to this unit.
 */
export const revocations = ({ revoke, bindings, isInService }: RevocationTargets): UnitListener => ({
  revoked: (all) => {
    const accounts = all.some(({ sid }) => kindOfSid(sid) === 'Account');
    for (const { sid } of all) if (kindOfSid(sid) === 'Client') revoke(sid);
    if (!accounts) return;
    for (const sid of heldBy(bindings)) if (!isInService(sid)) revoke(sid);
  },
});
