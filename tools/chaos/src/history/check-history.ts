import { checkEnding, checkReadYourWrites } from './check-api.ts';
import type { Ending } from './check-api.ts';
import { checkReceipts, checkUnitsNeverGoBack } from './check-units.ts';
import type { HistoryEvent } from './events.ts';
import type { Violation } from './violation.ts';

/** Everything that the recorded history contradicts, whatever was broken while it was recorded. */
export const checkHistory = (events: readonly HistoryEvent[], ending: Ending): readonly Violation[] => [
  ...checkUnitsNeverGoBack(events),
  ...checkReceipts(events),
  ...checkReadYourWrites(events),
  ...checkEnding(events, ending),
];
