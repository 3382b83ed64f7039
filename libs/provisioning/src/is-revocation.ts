import type { HistoryEntry } from './outcomes.ts';

/** Whether a change takes something from whoever uses the Client: it is deleted or disabled, or has another password. */
export const isRevocation = ({ type, changed, state }: HistoryEntry): boolean =>
  type === 'ClientDeleted' ||
  (type === 'ClientUpdated' &&
    (changed.includes('password') ||
      (changed.includes('status') && 'status' in state && state.status === 0)));
