import { type SpawnedProcess, type SpawnOptions, spawnProcess } from '@tandem/testing';
import { reapProcess } from './reaper.ts';

/** Starts a program that does not outlive this process, however this process ends. */
export async function spawnReaped(options: SpawnOptions): Promise<SpawnedProcess> {
  const child = await spawnProcess(options);
  const forget = reapProcess(child.pid);
  void child.exited.then(forget);
  return child;
}
