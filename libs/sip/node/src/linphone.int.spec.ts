import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@tandem/kernel/testing';
import { REGISTRATION_LIMITS } from '@tandem/sip';
import { waitFor } from '@tandem/testing';
import { findLinphone, startLinphone } from './testing/linphone.ts';
import type { Linphone, LinphoneOptions } from './testing/linphone.ts';
import { RegisterTap } from './testing/register-tap.ts';
import { startEndpoint } from './testing/test-endpoint.ts';
import type { TestEndpoint, TestEndpointOptions } from './testing/test-endpoint.ts';

const NAME = 'Linphone at the unit';
const TIMEOUT_MS = 40_000;

const program = findLinphone();
if (program === undefined) {
  process.stderr.write(
    `skipped: ${NAME}: linphone-daemon is not installed (Debian: apt-get install linphone-cli)\n`,
  );
}

// 140 packages with all it needs, so CI is spared it: REQUIRE_PEERS=1 does not require this one.
(program === undefined ? describe.skip : describe)(NAME, () => {
  const cleanUps: (() => unknown)[] = [];
  let tap: RegisterTap;
  beforeEach(() => {
    tap = new RegisterTap();
    cleanUps.push(() => tap.close());
  });
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  const start = async (
    at: TestEndpointOptions = {},
    as: Partial<LinphoneOptions> = {},
  ): Promise<{ unit: TestEndpoint; phone: Linphone }> => {
    const unit = await startEndpoint(at);
    cleanUps.push(() => unit.endpoint.stop(0));
    unit.credentials.add('alice', 'wonderland');
    const { server } = unit;
    const login = { login: 'alice', password: 'wonderland' };
    const phone = await startLinphone({ program: program ?? '', server, ...login, ...as });
    cleanUps.push(() => phone.stop());
    return { unit, phone };
  };
  const bindings = ({ bindings: store }: TestEndpoint) => [...{ [Symbol.iterator]: () => store.all() }];
  /** Each REGISTER's algorithm and nc; undefined for one without credentials. */
  const answers = () =>
    tap.registers.map(({ credentials }) => credentials && `${credentials.algorithm} ${credentials.nc}`);

  it.each([
    ['md5', 'MD5'],
    ['md5,sha256', 'MD5'],
    ['sha256,md5', 'SHA-256'],
    ['sha256', 'SHA-256'],
  ] as const)(
    'registers where %s is offered, with the first: %s',
    async (digest, algorithm) => {
      const { unit, phone } = await start({ digest });
      expect(await phone.outcome()).toBe('registered');
      expect(answers()).toEqual([undefined, `${algorithm} 00000001`]);
      const [binding, ...others] = bindings(unit);
      expect(others).toEqual([]);
      expect(binding).toMatchObject({ aor: 'alice@tandem.local', transport: 'udp', behindNat: false });
      // Linphone names itself by +sip.instance (RFC 5626 §4.1), so a moved phone keeps its one binding.
      expect(binding?.key).toMatch(/^urn:uuid:/);
    },
    TIMEOUT_MS,
  );

  it(
    'registers over tcp with MD5',
    async () => {
      const { unit, phone } = await start({}, { transport: 'tcp' });
      expect(await phone.outcome()).toBe('registered');
      expect(bindings(unit)).toMatchObject([{ aor: 'alice@tandem.local', transport: 'tcp' }]);
    },
    TIMEOUT_MS,
  );

  it.each([
    ['md5', 'MD5'],
    ['sha256', 'SHA-256'],
  ] as const)(
    'refreshes with nc=2 on the nonce it has, where %s is offered, and unregisters with the next',
    async (digest, algorithm) => {
      // No phone may ask for so little, but each lives with what it is granted (RFC 3261 §10.2.4).
      const limits = { ...REGISTRATION_LIMITS, maxExpires: 2 };
      // The unit's time stands still: however late a loaded machine lets the refresh be, nothing lapses before it.
      const { unit, phone } = await start({ digest, limits, clock: new ManualClock() });
      expect(await phone.outcome()).toBe('registered');
      const [first] = bindings(unit);
      await waitFor(() => answers().length >= 3, { what: 'Linphone to refresh' });
      await waitFor(() => bindings(unit)[0]?.cseq !== first?.cseq, { what: 'the binding to be refreshed' });
      expect(answers().slice(0, 3)).toEqual([undefined, `${algorithm} 00000001`, `${algorithm} 00000002`]);
      expect(unit.events.map(({ kind }) => kind)).toEqual(['appeared']);
      phone.unregister();
      await waitFor(() => unit.bindings.size === 0, { what: 'Linphone to unregister' });
      const [, ...sent] = tap.registers;
      expect(new Set(sent.map(({ credentials }) => credentials?.nonce)).size).toBe(1);
      expect(answers().at(-1)).toBe(`${algorithm} ${sent.length.toString(16).padStart(8, '0')}`);
    },
    TIMEOUT_MS,
  );

  it(
    'is refused with a wrong password, and does not hammer',
    async () => {
      const { unit, phone } = await start({}, { password: 'guess' });
      expect(await phone.outcome()).toBe('failed');
      expect(answers()).toEqual([undefined, 'MD5 00000001']);
      expect(unit.bindings.size).toBe(0);
    },
    TIMEOUT_MS,
  );
});
