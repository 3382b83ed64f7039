import { creation } from '@tandem/journal/testing/builders';
import { openSqliteStore } from '../open-sqlite-store.ts';

// Appends until it is killed, a line for each event that was acknowledged: `DIR` → `acknowledged SID REVISION`.
// With `limited` as second argument it ends at the first append that is not acknowledged, and says what it was told.

process.on('SIGXFSZ', () => undefined);

const [dir = '', mode = ''] = process.argv.slice(2);
const store = await openSqliteStore({ dir });
await store.lease.acquire('crash-writer', 60_000);

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

say('writing');
for (;;) {
  const events = Array.from({ length: 1 + Math.floor(Math.random() * 5) }, () => creation());
  const outcomes = await store.journal.append(events).catch((error: unknown) => {
    say(`refused ${JSON.stringify(error)} ${String(error)}`);
    process.exit(0);
  });
  outcomes.forEach((outcome, index) => {
    if (outcome.kind === 'appended') say(`acknowledged ${events[index]?.stream} ${outcome.revision}`);
    else say(`told ${JSON.stringify(outcome)}`);
  });
  if (mode === 'limited' && outcomes.some(({ kind }) => kind !== 'appended')) process.exit(0);
}
