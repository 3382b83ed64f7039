export { ManagementApi } from './management-api.ts';
export type { Answer, ClientJson, Form } from './management-api.ts';
export { runCommand } from './run-command.ts';
export { RunningStack } from './running-stack.ts';
export type { Member, StackOptions } from './running-stack.ts';
export { mountSmallDisk } from './mount-small-disk.ts';
export { RunningTandem } from './running-tandem.ts';
export { UnitPages } from './unit-pages.ts';
