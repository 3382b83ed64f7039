import type { RunningStack } from '@tandem/e2e/testing';
import type { Target } from '../workload/target.ts';

export const targetOf = (stack: RunningStack): Target => ({
  apis: ['provisioning-1', 'provisioning-2'].map((name) => ({ name, api: stack.apiOf(name) })),
  units: ['cp-1', 'cp-2', 'sms-1'].map((name) => ({ name, pages: stack.member(name).pages })),
});
