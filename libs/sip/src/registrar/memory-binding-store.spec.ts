import { describe } from '@jest/globals';
import { bindingStoreContract } from '../testing/binding-store-contract.ts';
import { MemoryBindingStore } from './memory-binding-store.ts';

describe('MemoryBindingStore', () => {
  bindingStoreContract(() => new MemoryBindingStore());
});
