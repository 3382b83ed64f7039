import { describe, expect, it } from '@jest/globals';
import { INVITE_CLIENT_MACHINE, NON_INVITE_CLIENT_MACHINE } from './client-machine.ts';
import type { ClientInput, ClientTable, InviteClientState, NonInviteClientState } from './client-machine.ts';

const run = <S extends string>(table: ClientTable<S>, from: S, ...inputs: readonly ClientInput[]) => {
  let state = from;
  const acts = inputs.map((input) => {
    const step = table[state][input];
    if (step === undefined) return 'ignored';
    state = step.next;
    return [step.act, ...step.start].join(' ');
  });
  return { state, acts };
};
const invite = (...inputs: readonly ClientInput[]) =>
  run<InviteClientState>(INVITE_CLIENT_MACHINE, 'calling', ...inputs);
const other = (...inputs: readonly ClientInput[]) =>
  run<NonInviteClientState>(NON_INVITE_CLIENT_MACHINE, 'trying', ...inputs);

describe('the INVITE client transaction (RFC 3261 §17.1.1, RFC 6026)', () => {
  it('resends while calling, each time that A fires, and MUST tell its user when B fires', () => {
    expect(invite('A', 'A', 'B', 'A')).toEqual({
      state: 'terminated',
      acts: ['resend', 'resend', 'timeout', 'ignored'],
    });
  });

  it('MUST pass provisional responses up, and resends no longer', () => {
    expect(invite('provisional', 'A', 'B', 'provisional')).toEqual({
      state: 'proceeding',
      acts: ['up', 'ignored', 'ignored', 'up'],
    });
  });

  it.each([[[]], [['provisional']]] as const)(
    'MUST acknowledge a refusal and pass it up, after %j',
    (before) => {
      expect(invite(...before, 'failure')).toEqual({
        state: 'completed',
        acts: [...before.map(() => 'up'), 'ack-up D'],
      });
    },
  );

  it('MUST acknowledge copies of a refusal and pass none of them up, until D fires', () => {
    expect(invite('failure', 'failure', 'success', 'provisional', 'D', 'failure')).toEqual({
      state: 'terminated',
      acts: ['ack-up D', 'ack', 'ignored', 'ignored', 'none', 'ignored'],
    });
  });

  it('MUST pass every 2xx up and acknowledge none, until M fires', () => {
    expect(invite('provisional', 'success', 'success', 'failure', 'M', 'success')).toEqual({
      state: 'terminated',
      acts: ['up', 'up M', 'up', 'ignored', 'none', 'ignored'],
    });
  });

  it('MUST tell its user that the request cannot be sent', () => {
    expect(invite('unsendable')).toEqual({ state: 'terminated', acts: ['unsendable'] });
    expect(invite('failure', 'unsendable')).toEqual({ state: 'terminated', acts: ['ack-up D', 'none'] });
  });
});

describe('the non-INVITE client transaction (RFC 3261 §17.1.2)', () => {
  it('resends while trying and proceeding, and MUST tell its user when F fires', () => {
    expect(other('E', 'provisional', 'E', 'F')).toEqual({
      state: 'terminated',
      acts: ['resend', 'up', 'resend', 'timeout'],
    });
  });

  it.each(['success', 'failure'] as const)('MUST pass a final response up once: %s', (final) => {
    expect(other('provisional', final, final, 'K', final)).toEqual({
      state: 'terminated',
      acts: ['up', 'up K', 'ignored', 'none', 'ignored'],
    });
  });

  it('MUST tell its user that the request cannot be sent', () => {
    expect(other('provisional', 'unsendable').acts).toEqual(['up', 'unsendable']);
  });
});
