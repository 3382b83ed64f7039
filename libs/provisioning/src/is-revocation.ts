import { isCreation } from '@tandem/contracts';
import type { HistoryEntry } from './outcomes.ts';

const IN_SERVICE: ReadonlySet<number | string> = new Set([1, 'active']);

/**
 * Whether a change takes something from whoever uses the Client: it is deleted or disabled, has another password, or its
 * account is suspended or closed.
 */
export const isRevocation = ({ type, changed, state }: HistoryEntry): boolean =>
  type === 'ClientDeleted' ||
  (type === 'ClientUpdated' && changed.includes('password')) ||
  (!isCreation(type) && changed.includes('status') && 'status' in state && !IN_SERVICE.has(state.status));
