import type { Sid } from '@tandem/kernel';
import type { UnitListener, VisibleChange } from '@tandem/unit';
import type { LoginDirectory } from './directory-credentials.ts';

const ENABLED = 1;

const isDisabled = (directory: LoginDirectory, { sid, logins }: VisibleChange): boolean =>
  logins.some(({ domain, login }) => {
    const answer = directory.lookup(domain, login);
    return answer.kind === 'found' && answer.client.sid === sid && answer.client.state.status !== ENABLED;
  });

/** Takes the phones of a Client away as soon as this unit believes that it was deleted or disabled. */
export const revocations = (directory: LoginDirectory, revoke: (sid: Sid) => void): UnitListener => ({
  visible: (changes) => {
    for (const change of changes) {
      if (change.effect === 'gone' || isDisabled(directory, change)) revoke(change.sid);
    }
  },
});
