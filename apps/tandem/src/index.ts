export { TANDEM_OPTIONS } from './config.ts';
export { startTandem } from './tandem.ts';
export type { Tandem, TandemConfig } from './tandem.ts';
