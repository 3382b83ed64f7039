export { recordingLogger } from './recording-logger.ts';
export type { LoggedLine } from './recording-logger.ts';
