export { listenHttp } from './listen.ts';
export type { Listening, ListenOptions } from './listen.ts';
export { isOperator } from './operator-access.ts';
export { addProbes } from './probes.ts';
export type { ProbeOptions, Readiness } from './probes.ts';
