import type { KeyRing } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';

/** The one account of a benchmark's installation. */
export const ACCOUNT: Sid = `AC${'0'.repeat(32)}`;
export const AUTH_TOKEN = 'benchmark';
export const SIP_DOMAIN = 'tandem.local';

/** Known to all processes of a benchmark, and to nobody else's data. */
export const SEALING: KeyRing = { current: 'bench', keys: new Map([['bench', Buffer.alloc(32, 7)]]) };
export const IDEMPOTENCY = Buffer.alloc(32, 8);
export const NONCE_KEY = Buffer.alloc(32, 9);

export const LOOPBACK = '127.0.0.1';
