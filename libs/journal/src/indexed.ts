import type { AccountStatus, ResourceState } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';

/** What of a state lists are filtered by. */
export interface Indexed {
  /** What it is reached by; empty for what has no such name. */
  readonly name: string;
  readonly friendlyName: string;
  /** 0 for what has no status. */
  readonly status: number;
  /** The resources that it names. */
  readonly uses: readonly Sid[];
}

const present = (...sids: readonly (Sid | null)[]): readonly Sid[] => [
  ...new Set(sids.filter((sid) => sid !== null)),
];

/** The status of accounts as a number; 1 is in service, as of Clients. */
const STATUS: Readonly<Record<AccountStatus, number>> = { suspended: 0, active: 1, closed: 2, closing: 3 };

/** The columns that a read model keeps beside a state, whatever its kind. */
export const indexedOf = (state: ResourceState): Indexed => {
  const { friendlyName } = state;
  if ('login' in state) {
    return {
      name: state.login,
      friendlyName,
      status: state.status,
      uses: present(state.voiceApplicationSid),
    };
  }
  if ('phoneNumber' in state) {
    const uses = present(state.voiceApplicationSid, state.smsApplicationSid);
    return { name: state.phoneNumber, friendlyName, status: 0, uses };
  }
  if ('parentSid' in state)
    return { name: state.sipDomain ?? '', friendlyName, status: STATUS[state.status], uses: [] };
  if ('events' in state) {
    return { name: state.url, friendlyName, status: state.status === 'active' ? 1 : 0, uses: [] };
  }
  return { name: '', friendlyName, status: 0, uses: [] };
};
