import { describe, expect, it } from '@jest/globals';
import { INVITE_MACHINE } from './invite-machine.ts';
import type { InviteState } from './invite-machine.ts';
import { inputOfStatus } from './machine.ts';
import type { ServerInput, ServerTable } from './machine.ts';
import { NON_INVITE_MACHINE } from './non-invite-machine.ts';
import type { NonInviteState } from './non-invite-machine.ts';

const run = <S extends string>(table: ServerTable<S>, from: S, ...inputs: readonly ServerInput[]) => {
  let state = from;
  const acts = inputs.map((input) => {
    const step = table[state][input];
    if (step === undefined) return 'ignored';
    state = step.next;
    return [step.act, ...step.start].join(' ');
  });
  return { state, acts };
};

const nonInvite = (...inputs: readonly ServerInput[]) =>
  run<NonInviteState>(NON_INVITE_MACHINE, 'trying', ...inputs);
const invite = (...inputs: readonly ServerInput[]) =>
  run<InviteState>(INVITE_MACHINE, 'proceeding', ...inputs);

describe('the non-INVITE server transaction (RFC 3261 §17.2.2)', () => {
  it('MUST discard retransmissions while trying', () => {
    expect(nonInvite('request', 'request')).toEqual({ state: 'trying', acts: ['ignored', 'ignored'] });
  });

  it('MUST enter proceeding with a provisional response and send it', () => {
    expect(nonInvite('provisional')).toEqual({ state: 'proceeding', acts: ['send'] });
  });

  it('MUST resend the most recent provisional response for a retransmission while proceeding', () => {
    expect(nonInvite('provisional', 'provisional', 'request').acts).toEqual(['send', 'send', 'resend']);
  });

  it.each(['success', 'failure'] as const)(
    'MUST enter completed with a final response (%s), send it and start J',
    (final) => {
      expect(nonInvite(final)).toEqual({ state: 'completed', acts: ['send J'] });
      expect(nonInvite('provisional', final)).toEqual({ state: 'completed', acts: ['send', 'send J'] });
    },
  );

  it('MUST resend the final response for a retransmission while completed', () => {
    expect(nonInvite('success', 'request', 'request').acts).toEqual(['send J', 'resend', 'resend']);
  });

  it('MUST discard any other final response while completed', () => {
    expect(nonInvite('success', 'failure', 'provisional')).toEqual({
      state: 'completed',
      acts: ['send J', 'ignored', 'ignored'],
    });
  });

  it('MUST terminate when J fires, and then does nothing more', () => {
    expect(nonInvite('success', 'J', 'request', 'failure')).toEqual({
      state: 'terminated',
      acts: ['send J', 'none', 'ignored', 'ignored'],
    });
  });
});

describe('the INVITE server transaction (RFC 3261 §17.2.1, RFC 6026)', () => {
  it('MUST resend the most recent provisional response for a retransmission while proceeding', () => {
    expect(invite('provisional', 'request').acts).toEqual(['send', 'resend']);
  });

  it('MUST enter completed with a failure, send it and start G and H', () => {
    expect(invite('failure')).toEqual({ state: 'completed', acts: ['send G H'] });
  });

  it('MUST resend the failure when G fires and when the request comes again', () => {
    expect(invite('failure', 'G', 'request', 'G').acts).toEqual(['send G H', 'resend', 'resend', 'resend']);
  });

  it('MUST enter confirmed with ACK, start I, and absorb further copies of ACK', () => {
    expect(invite('failure', 'ack', 'ack', 'request')).toEqual({
      state: 'confirmed',
      acts: ['send G H', 'none I', 'ignored', 'ignored'],
    });
  });

  it('MUST terminate when I fires', () => {
    expect(invite('failure', 'ack', 'I').state).toBe('terminated');
  });

  it('MUST tell its user when no ACK came before H', () => {
    expect(invite('failure', 'H')).toEqual({ state: 'terminated', acts: ['send G H', 'timeout'] });
  });

  it('MUST enter accepted with a 2xx, absorb the INVITE, pass ACK up, and terminate when L fires', () => {
    expect(invite('success', 'request', 'success', 'ack', 'L')).toEqual({
      state: 'terminated',
      acts: ['send L', 'ignored', 'send', 'up', 'none'],
    });
  });
});

describe('an answer as an input', () => {
  it.each([
    [100, 'provisional'],
    [199, 'provisional'],
    [200, 'success'],
    [299, 'success'],
    [300, 'failure'],
    [699, 'failure'],
  ] as const)('%i is a %s', (status, input) => {
    expect(inputOfStatus(status)).toBe(input);
  });
});
