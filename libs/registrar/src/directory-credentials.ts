import type { CredentialLookup, CredentialSource } from '@tandem/sip';
import type { DirectoryAnswer } from '@tandem/unit';

/** Who answers to a login, as a unit's cache knows it. */
export interface LoginDirectory {
  lookup(domain: string, login: string): DirectoryAnswer;
}

const ENABLED = 1;

/** The unit's cache as the registrar asks it. */
export const directoryCredentials = (directory: LoginDirectory): CredentialSource => ({
  lookup: (sipDomain, login): CredentialLookup => {
    const answer = directory.lookup(sipDomain, login);
    if (answer.kind === 'unknown') return answer;
    if (answer.kind === 'not-yet') return { kind: 'not-yet' };
    const { accountActive, client } = answer;
    const { sid, state, credentials } = client;
    return { kind: 'found', sid, enabled: state.status === ENABLED, accountActive, ha1: credentials };
  },
});
