export { openDataDir } from './data-dir.ts';
export type { DataDir } from './data-dir.ts';
export { loadKeys, parseSealingKeys } from './keys.ts';
export type { Keys } from './keys.ts';
export { lockDataDir } from './lock.ts';
export type { DataDirLock } from './lock.ts';
export { loadRootAccount } from './root-account.ts';
export type { RootAccount } from './root-account.ts';
