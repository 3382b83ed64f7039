import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { fail } from '../fail.ts';
import { parseAuditArguments, USAGE } from './audit-arguments.ts';
import type { AuditArguments } from './audit-arguments.ts';
import type { Comparison } from './findings.ts';
import { runAudit } from './run-audit.ts';
import { explained, withEventLog } from '../with-event-log.ts';
import { textTable } from '../table.ts';

const SAME = 0;
const DIFFERENT = 1;
const WRONG_USAGE = 2;
const UNREADABLE = 3;
const SHOWN = 20;

const lines = ({ place, findings }: Comparison): readonly string[] => [
  ...findings.slice(0, SHOWN).map(({ sid, what }) => `${place}: ${sid} ${what}`),
  ...(findings.length > SHOWN ? [`${place}: and ${findings.length - SHOWN} more`] : []),
];

const report = (comparisons: readonly Comparison[]): string =>
  [
    textTable([
      ['PLACE', 'RESOURCES', 'DIGEST', 'DIFFERENCES'],
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

/** Compares all places where resources are kept. @returns the exit code */
export const auditMain = async (args: readonly string[]): Promise<number> => {
  const wanted = parseAuditArguments(args);
  if (!wanted.ok) return fail(WRONG_USAGE, `${wanted.error}\n\n${USAGE}`);
  const found = await audited(wanted.value);
  if (!found.ok) return fail(UNREADABLE, found.error);
  console.log(wanted.value.json ? JSON.stringify(found.value) : report(found.value));
  return found.value.some(({ findings }) => findings.length > 0) ? DIFFERENT : SAME;
};
