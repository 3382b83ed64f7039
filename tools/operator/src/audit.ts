import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { parseAuditArguments, USAGE } from './audit/audit-arguments.ts';
import type { AuditArguments } from './audit/audit-arguments.ts';
import type { Comparison } from './audit/findings.ts';
import { runAudit } from './audit/run-audit.ts';
import { explained, withEventLog } from './with-event-log.ts';
import { textTable } from './table.ts';

const EXIT_DIFFERENT = 1;
const EXIT_USAGE = 2;
const EXIT_UNREADABLE = 3;
const SHOWN = 20;

const lines = ({ place, findings }: Comparison): readonly string[] => [
  ...findings.slice(0, SHOWN).map(({ sid, what }) => `${place}: ${sid} ${what}`),
  ...(findings.length > SHOWN ? [`${place}: and ${findings.length - SHOWN} more`] : []),
];

const report = (comparisons: readonly Comparison[]): string =>
  [
    textTable([
      ['PLACE', 'CLIENTS', 'DIGEST', 'DIFFERENCES'],
      ...comparisons.map(({ place, digest, findings }) => [
        ...[place, String(digest.count), digest.digest, String(findings.length)],
      ]),
    ]),
    ...comparisons.flatMap(lines),
  ].join('\n');

const audited = async (wanted: AuditArguments): Promise<Result<readonly Comparison[], string>> => {
  try {
    return ok(await withEventLog('audit', (log) => runAudit(wanted, log)));
  } catch (error) {
    return err(explained(error));
  }
};

const wanted = parseAuditArguments(process.argv.slice(2));
if (!wanted.ok) {
  console.error(`${wanted.error}\n\n${USAGE}`);
  process.exitCode = EXIT_USAGE;
} else {
  const found = await audited(wanted.value);
  if (!found.ok) {
    console.error(found.error);
    process.exitCode = EXIT_UNREADABLE;
  } else {
    console.log(wanted.value.json ? JSON.stringify(found.value) : report(found.value));
    if (found.value.some(({ findings }) => findings.length > 0)) process.exitCode = EXIT_DIFFERENT;
  }
}
