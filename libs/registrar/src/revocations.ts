import type { Sid } from '@tandem/kernel';
import type { UnitListener } from '@tandem/unit';

/** Takes the phones of a Client away as soon as it is deleted or disabled, or has another password, to this unit. */
export const revocations = (revoke: (sid: Sid) => void): UnitListener => ({
  revoked: (all) => {
    for (const { sid } of all) revoke(sid);
  },
});
