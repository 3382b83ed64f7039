import { startSharedStack } from '../src/shared/shared-stack.ts';

export default () => startSharedStack();
