import { describe, expect, it } from '@jest/globals';
import { OpenHandles } from './index.ts';
import type { Handle } from './index.ts';

const handle = (close: () => Promise<void>): Handle & { closes: number } => ({
  closes: 0,
  get closed() {
    return this.closes > 0;
  },
  close() {
    this.closes += 1;
    return close();
  },
});

describe('OpenHandles', () => {
  it('closes all, also when one fails, and then tells of the failure', async () => {
    const handles = new OpenHandles();
    const broken = handles.add(handle(() => Promise.reject(new Error('stuck'))));
    const good = handles.add(handle(() => Promise.resolve()));
    await expect(handles.closeAll()).rejects.toThrow('stuck');
    expect([broken.closes, good.closes]).toEqual([1, 1]);
    await handles.closeAll();
  });

  it('forgets what was closed before', async () => {
    const handles = new OpenHandles();
    const early = handles.add(handle(() => Promise.resolve()));
    await early.close();
    handles.add(handle(() => Promise.resolve()));
    await handles.closeAll();
    expect(early.closes).toBe(1);
  });
});
