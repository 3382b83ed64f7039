export { Relay } from './relay.ts';
export type { RelayOptions, RelayState, RelayStatus } from './relay.ts';
