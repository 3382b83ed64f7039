export { canListenTcp, freePort, freeUdpTcpPort } from './free-port.ts';
export { tempDir, type TempDir } from './temp-dir.ts';
export { TestingError, type TestingErrorCode } from './testing-error.ts';
export { type ProcessExit, type SpawnedProcess, type SpawnOptions, spawnProcess } from './spawn-process.ts';
export { waitFor, type WaitForOptions } from './wait-for.ts';
