import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from '@tandem/sip';
import { spawnProcess, tempDir } from '@tandem/testing';

export interface SippUser {
  readonly login: string;
  readonly password: string;
}

export interface SippRegistration {
  /** The program. */
  readonly program: string;
  readonly server: Source;
  /** Taken in turn, from the first again after the last. */
  readonly users: readonly SippUser[];
  readonly transport?: 'udp' | 'tcp';
  /** Default: one per user. */
  readonly calls?: number;
  /** Per second. Default 200. */
  readonly rate?: number;
  /** Seconds; 0 unregisters. Default 600. */
  readonly expires?: number;
  /** The answer to the credentials. Default 200. */
  readonly expect?: number;
}

export interface SippResult {
  /** 0 when every registration went as expected. */
  readonly code: number | null;
  readonly output: string;
}

/** A REGISTER as SIPp sends it; `field0` is the login, `field1` the credentials. */
const request = (cseq: number, expires: number): string => `
  <send retrans="500"><![CDATA[
    REGISTER sip:[remote_ip]:[remote_port] SIP/2.0
    Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
    Max-Forwards: 70
    From: <sip:[field0]@[remote_ip]:[remote_port]>;tag=[pid]x[call_number]
    To: <sip:[field0]@[remote_ip]:[remote_port]>
    Call-ID: [call_id]
    CSeq: ${cseq} REGISTER
    Contact: <sip:[field0]@[local_ip]:[local_port]>
    Expires: ${expires}${cseq > 1 ? '\n    [field1]' : ''}
    Content-Length: 0

  ]]></send>`;

/** A registration with its challenge, as a SIPp scenario. */
export const sippScenario = (
  expect: number,
  expires: number,
): string => `<?xml version="1.0" encoding="UTF-8" ?>
<scenario name="register">${request(1, expires)}
  <recv response="401" auth="true" />${request(2, expires)}
  <recv response="${expect}" />
</scenario>
`;

/** SIPp takes user and password of `[authentication]` from the fields of an injection file only. */
export const sippUsers = (users: readonly SippUser[]): string =>
  [
    'SEQUENTIAL',
    ...users.map(({ login, password }) => `${login};[authentication username=${login} password=${password}]`),
    '',
  ].join('\n');

const TIMEOUT_S = 30;

/** Runs registrations with SIPp to their end, at most 30 s. */
export const sippRegister = async (options: SippRegistration): Promise<SippResult> => {
  const { program, server, users, transport = 'udp', expect = 200, expires = 600 } = options;
  const dir = await tempDir('tandem-sipp-');
  try {
    await writeFile(join(dir.path, 'register.xml'), sippScenario(expect, expires));
    await writeFile(join(dir.path, 'users.csv'), sippUsers(users));
    const sipp = await spawnProcess({
      command: program,
      cwd: dir.path,
      args: [
        `${server.address}:${server.port}`,
        ...['-sf', 'register.xml', '-inf', 'users.csv', '-i', '127.0.0.1'],
        ...['-t', transport === 'udp' ? 'u1' : 't1', '-nostdin', '-trace_err'],
        ...['-m', String(options.calls ?? users.length), '-r', String(options.rate ?? 200), '-l', '100'],
        ...['-timeout', `${TIMEOUT_S}s`, '-timeout_error'],
      ],
    });
    const { code } = await sipp.exited;
    return { code, output: sipp.output() };
  } finally {
    await dir.remove();
  }
};
