import { stopSharedStack } from '../src/shared/shared-stack.ts';

export default () => stopSharedStack();
