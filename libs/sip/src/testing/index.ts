export { bindingOf, bindingStoreContract } from './binding-store-contract.ts';
