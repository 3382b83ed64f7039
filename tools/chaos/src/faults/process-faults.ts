import { setTimeout as pause } from 'node:timers/promises';
import { pickOf, someUnit } from './fault.ts';
import type { Fault, Victim } from './fault.ts';

/** More than the relay's lease lasts. */
const PAST_LEASE_MS = 5000;
const DOWN_MS = 1500;
const PROVISIONING = ['provisioning-1', 'provisioning-2'] as const;

export const killProvisioning: Fault = {
  name: 'kill-provisioning',
  inject: async ({ stack, random }) => {
    const member = stack.member(pickOf(random, PROVISIONING));
    await member.process.kill();
    await pause(DOWN_MS);
    await member.startAgain();
  },
};

export const killLeader: Fault = {
  name: 'kill-leader',
  inject: async ({ stack }) => {
    const member = await stack.leader();
    await member.process.kill();
    await pause(PAST_LEASE_MS);
    await member.startAgain();
  },
};

export const killUnit: Fault = {
  name: 'kill-unit',
  inject: async (victim) => {
    const member = someUnit(victim);
    await member.process.kill();
    await pause(DOWN_MS);
    await member.startAgain();
  },
};

/** It believes that it leads when it wakes, and another one does. */
export const pausedLeader: Fault = {
  name: 'paused-leader',
  inject: async ({ stack }) => {
    const member = await stack.leader();
    member.process.signal('SIGSTOP');
    await pause(PAST_LEASE_MS);
    member.process.signal('SIGCONT');
  },
};

/** Sets a process's wall clock forward or back by an hour, two seconds after its start. */
const jumpingClock = (ms: number): string =>
  `data:text/javascript,${encodeURIComponent(
    `const now = Date.now; const RealDate = Date; let offset = 0;
     setTimeout(() => { offset = ${ms}; }, 2000).unref();
     globalThis.Date = class extends RealDate { constructor(...args) { args.length === 0 ? super(now() + offset) : super(...args); } static now() { return now() + offset; } };`,
  )}`;

const HOUR = 3_600_000;
const JUMP_MS = 5000;

/** On a unit or on a provisioning process: the clock jumps while it works, and is right again after a restart. */
export const clockJump: Fault = {
  name: 'clock-jump',
  inject: async (victim: Victim) => {
    const { stack, random } = victim;
    const member = random.float() < 0.5 ? someUnit(victim) : stack.member(pickOf(random, PROVISIONING));
    const ms = random.float() < 0.5 ? HOUR : -HOUR;
    // Not stopped: a unit that says goodbye is counted by no receipt until it is back.
    await member.process.kill();
    await member.startAgain({ NODE_OPTIONS: `--import=${jumpingClock(ms)}` });
    await pause(JUMP_MS);
    await member.process.kill();
    await member.startAgain();
  },
};
