import { join } from 'node:path';
import { startTelemetry } from '@tandem/telemetry-node';
import type { Receipts } from '@tandem/receipts';
import type { PropagationModel, UnitRuntime } from '@tandem/unit';
import { monotonicMs } from '../harness/monotonic.ts';
import { Resources } from '../harness/resources.ts';
import { serveProgram } from '../harness/serve-program.ts';
import { openLog } from './log-place.ts';
import type { NodeParts, NodeQuestions, Seen } from './node-questions.ts';
import { openProvisioning } from './open-provisioning.ts';
import { openUnit } from './open-unit.ts';

const resources = new Resources();
let sids: string[] = [];
let at: number[] = [];
let unit: UnitRuntime | undefined;
let receipts: Receipts | undefined;

const watch = (runtime: UnitRuntime): void => {
  runtime.listen({
    visible: (changes) => {
      const now = monotonicMs();
      for (const { sid } of changes) {
        sids.push(sid);
        at.push(now);
      }
    },
  });
};

const start = async (parts: NodeParts): Promise<{ port: number | null }> => {
  const telemetry = startTelemetry({ service: 'bench' });
  resources.add(telemetry, (opened) => opened.close());
  const log = parts.log === null ? null : resources.add(openLog(parts.log), (opened) => opened.close());
  const provisioning = parts.provisioning
    ? await openProvisioning({ dir: join(parts.dir, 'journal'), log }, resources)
    : null;
  receipts = provisioning?.receipts;
  if (parts.unit !== null && log !== null) {
    unit = await openUnit({ unit: parts.unit, file: join(parts.dir, 'unit.db'), log }, resources);
    watch(unit);
  }
  return { port: provisioning?.port ?? null };
};

const seen = (): Seen => {
  const all = { sids, at: Float64Array.from(at) };
  sids = [];
  at = [];
  return all;
};

const changeModel = (model: PropagationModel): null => {
  unit?.changeModel(model);
  return null;
};

await serveProgram<NodeQuestions>(() => ({
  answers: { start, seen, changeModel, waiting: () => receipts?.waiting ?? 0 },
  close: () => resources.close(),
}));
