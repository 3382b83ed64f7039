export { deciderSpecification } from './decider-specification.ts';
export type { Decider } from './decider-specification.ts';
export { ACCOUNT, openTestInstallation, OTHER_ACCOUNT, testAccounts, testKeys } from './test-installation.ts';
export type { TestInstallation } from './test-installation.ts';
