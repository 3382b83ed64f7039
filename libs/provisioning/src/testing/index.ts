export { deciderSpecification } from './decider-specification.ts';
export type { Decider } from './decider-specification.ts';
export { openAccountTree, TREE_TOKEN } from './account-tree.ts';
export type { AccountTree, Credentials } from './account-tree.ts';
export { ACCOUNT, openTestInstallation, OTHER_ACCOUNT, testAccounts, testKeys } from './test-installation.ts';
export type { TestInstallation } from './test-installation.ts';
