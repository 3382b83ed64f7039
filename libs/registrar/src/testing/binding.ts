import type { Binding } from '@tandem/sip';

const AT = Date.UTC(2013, 10, 4, 16, 33, 39);

/** A phone of Client `CL00…1` on UDP; override what a test is about. */
export const testBinding = (over: Partial<Binding> = {}): Binding => ({
  sid: `CL${'1'.padStart(32, '0')}`,
  key: 'urn:uuid:1',
  aor: 'alice@tandem.local',
  contact: 'sip:alice@192.0.2.7:5062',
  callId: 'c1',
  cseq: 1,
  transport: 'udp',
  remote: { address: '192.0.2.7', port: 5062 },
  behindNat: false,
  registeredAt: AT,
  refreshedAt: AT,
  expiresAt: AT + 3_600_000,
  recordedAt: AT,
  ...over,
});
