import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from '@jest/globals';

/** Programs of others that our server is tested with. */
export type Peer = 'sipp' | 'baresip' | 'kamailio';

const PLACES = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The program's file, or undefined where it is not installed. */
export const findPeer = (peer: Peer): string | undefined =>
  PLACES.map((place) => join(place, peer)).find(isExecutable);

/**
 * A block of tests with a program that is not ours. Where it is not installed, the block is skipped with a line that
 * says so; under REQUIRE_PEERS=1 it fails.
 */
export const describeWithPeer = (peer: Peer, name: string, body: (program: string) => void): void => {
  const program = findPeer(peer);
  if (program !== undefined) {
    describe(name, () => body(program));
    return;
  }
  const missing = `${peer} is not installed (Debian: apt-get install ${PACKAGES[peer]})`;
  if (process.env['REQUIRE_PEERS'] === '1') {
    describe(name, () => {
      it(`has ${peer}`, () => {
        throw new Error(missing);
      });
    });
    return;
  }
  process.stderr.write(`skipped: ${name}: ${missing}\n`);
  describe.skip(name, () => body(peer));
};

const PACKAGES: Readonly<Record<Peer, string>> = {
  sipp: 'sip-tester',
  baresip: 'baresip-core',
  kamailio: 'kamailio',
};
