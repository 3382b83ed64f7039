import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@tandem/kernel/testing';
import type { Binding } from '@tandem/sip';
import { bindingOf, bindingStoreContract } from '@tandem/sip/testing';
import { recordingLogger } from '@tandem/telemetry/testing';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { SqliteBindingStore } from './sqlite-binding-store.ts';

const put = (binding: Binding) => ({ kind: 'put', binding }) as const;
const remove = (binding: Binding) => ({ kind: 'remove', binding, reason: 'unregistered' }) as const;

describe('SqliteBindingStore', () => {
  let directory: TempDir;
  let path: string;
  let clock: ManualClock;
  let logger: ReturnType<typeof recordingLogger>;
  const opened: SqliteBindingStore[] = [];

  beforeEach(async () => {
    directory = await tempDir('tandem-bindings-');
    path = join(directory.path, 'unit', 'bindings.sqlite');
    clock = new ManualClock(bindingOf().refreshedAt);
    logger = recordingLogger();
  });

  afterEach(async () => {
    for (const store of opened.splice(0)) store.close();
    await directory.remove();
  });

  const open = (collectMs = 5): SqliteBindingStore => {
    const store = SqliteBindingStore.open({ path, clock, logger, collectMs });
    opened.push(store);
    return store;
  };

  const written = (store: SqliteBindingStore): Promise<true> =>
    waitFor(() => store.unwritten === 0, { what: 'the bindings to be written' });

  bindingStoreContract(() => open());

  it('keeps UDP bindings over a restart, whole and in order, and not those that ended', () => {
    const [older, newer] = [1, 2].map((n) =>
      bindingOf({ key: `k${n}`, refreshedAt: bindingOf().refreshedAt + n, userAgent: 'phone "ä"' }),
    ) as [Binding, Binding];
    const first = open();
    first.apply([put(newer), put(older), put(bindingOf({ key: 'gone' })), put(bindingOf({ sid: 'CLb' }))]);
    first.apply([remove(bindingOf({ key: 'gone' }))]);
    first.close();
    clock.advance(1000);
    const second = open();
    expect(second.list(older.sid, clock.now())).toEqual([older, newer]);
    expect(second.size).toBe(3);
  });

  it('does not bring back what has expired meanwhile', () => {
    open().apply([put(bindingOf())]);
    opened.splice(0).forEach((store) => store.close());
    clock.advance(60_000);
    expect(open().size).toBe(0);
  });

  it('does not keep stream bindings, nor a UDP binding that became one', () => {
    const first = open();
    first.apply([
      put(bindingOf({ key: 'a', transport: 'tcp', connection: 'tcp-1' })),
      put(bindingOf({ key: 'b' })),
    ]);
    first.apply([put(bindingOf({ key: 'b', transport: 'tcp', connection: 'tcp-1' }))]);
    expect(first.size).toBe(2);
    first.close();
    expect(open().size).toBe(0);
  });

  it('writes within 50 ms, many in one transaction, while nobody waits', async () => {
    const store = open(10_000);
    const before = performance.now();
    for (let n = 0; n < 2000; n += 1) store.apply([put(bindingOf({ sid: `CL${n}` }))]);
    expect(store.unwritten).toBe(2000);
    await written(store);
    expect(performance.now() - before).toBeLessThan(2000);
    const file = new DatabaseSync(path, { readOnly: true });
    expect(file.prepare('SELECT count(*) AS n FROM bindings').get()).toEqual({ n: 2000 });
    file.close();
  });

  it('keeps bindings in memory while they cannot be written, says so once, and writes them later', async () => {
    const store = open();
    const blocker = new DatabaseSync(path);
    blocker.exec('BEGIN IMMEDIATE');
    store.apply([put(bindingOf())]);
    await waitFor(() => logger.lines.length > 0);
    expect(store.list(bindingOf().sid, clock.now())).toHaveLength(1);
    blocker.exec('ROLLBACK');
    blocker.close();
    await written(store);
    expect(logger.lines).toHaveLength(1);
  });

  it.each(['noise'.repeat(5000), 'cut'])('begins a corrupt file anew and says so', async (content) => {
    open().close();
    writeFileSync(path, content);
    const store = open();
    expect(logger.lines[0]?.message).toMatch(/begun anew/);
    store.apply([put(bindingOf())]);
    await written(store);
  });
});
