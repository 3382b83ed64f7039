import { TestPhone } from '@tandem/sip-node/phone';
import type { PhoneResult, RegisterOptions, TestPhoneOptions } from '@tandem/sip-node/phone';
import { waitFor } from '@tandem/testing';

/** Opens a phone, registers once, closes it: what came of it. */
export const registerOnce = async (
  phone: TestPhoneOptions,
  options: RegisterOptions = {},
): Promise<PhoneResult> => {
  const opened = await TestPhone.open(phone);
  try {
    return await opened.register(options);
  } finally {
    await opened.close();
  }
};

export interface Outcome {
  readonly status: number;
  /** Longest wait, milliseconds. */
  readonly withinMs?: number;
}

/** Ten refusals within five minutes lock a login out from an address: no phone is let in before the delay is over. */
const PAUSE_MS = 600;

/** Registers again and again, as a newcomer with a phone does, until the unit answers with this status. */
export const registersWith = (
  phone: TestPhoneOptions,
  { status, withinMs = 10_000 }: Outcome,
): Promise<PhoneResult> =>
  waitFor(
    async () => {
      const result = await registerOnce(phone);
      if (result.status !== status) throw new Error(`answered ${result.status}`);
      return result;
    },
    {
      timeoutMs: withinMs,
      intervalMs: PAUSE_MS,
      what: `${phone.login} to get ${status} at port ${phone.server.port}`,
    },
  );
