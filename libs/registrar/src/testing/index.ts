export { testBinding } from './binding.ts';
