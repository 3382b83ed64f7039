import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from '@tandem/sip';
import { spawnProcess, tempDir } from '@tandem/testing';
import type { SpawnedProcess } from '@tandem/testing';
import { sippUsers } from './sipp.ts';
import type { SippResult, SippUser } from './sipp.ts';

export interface SippCalls {
  readonly program: string;
  readonly server: Source;
  /** Whom the calls are from, in turn. */
  readonly users: readonly SippUser[];
  /** The Login that is called. */
  readonly to: string;
  readonly transport?: 'udp' | 'tcp';
  readonly calls: number;
  /** Per second. Default 50. */
  readonly rate?: number;
  /** In per cent of what comes and goes: lost on purpose. */
  readonly lost?: number;
}

const from = 'From: <sip:[field0]@[remote_ip]:[remote_port]>;tag=[pid]c[call_number]';
const to = (user: string): string => `To: <sip:${user}@[remote_ip]:[remote_port]>`;
const via = 'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]';

const invite = (user: string, cseq: number): string => `
  <send retrans="500"><![CDATA[
    INVITE sip:${user}@[remote_ip]:[remote_port] SIP/2.0
    ${via}
    Max-Forwards: 70
    ${from}
    ${to(user)}
    Call-ID: [call_id]
    CSeq: ${cseq} INVITE
    Contact: <sip:[field0]@[local_ip]:[local_port]>${cseq > 1 ? '\n    [field1]' : ''}
    Content-Type: application/sdp
    Content-Length: [len]

    v=0
    o=user1 53655765 2353687637 IN IP[local_ip_type] [local_ip]
    s=-
    c=IN IP[media_ip_type] [media_ip]
    t=0 0
    m=audio [media_port] RTP/AVP 0
    a=rtpmap:0 PCMU/8000

  ]]></send>`;

const within = (method: string, cseq: number, retrans: string): string => `
  <send${retrans}><![CDATA[
    ${method} [next_url] SIP/2.0
    ${via}
    Max-Forwards: 70
    [routes]
    ${from}
    [last_To:]
    Call-ID: [call_id]
    CSeq: ${cseq} ${method}
    Content-Length: 0

  ]]></send>`;

const scenario = (user: string): string => `<?xml version="1.0" encoding="UTF-8" ?>
<scenario name="call">${invite(user, 1)}
  <recv response="407" auth="true" />
  <send><![CDATA[
    ACK sip:${user}@[remote_ip]:[remote_port] SIP/2.0
    ${via}
    Max-Forwards: 70
    ${from}
    [last_To:]
    Call-ID: [call_id]
    CSeq: 1 ACK
    Content-Length: 0

  ]]></send>${invite(user, 2)}
  <recv response="100" optional="true" />
  <recv response="180" optional="true" />
  <recv response="200" rrs="true" />${within('ACK', 2, '')}
  <pause milliseconds="50" />${within('BYE', 3, ' retrans="500"')}
  <recv response="200" />
</scenario>
`;

const TIMEOUT_S = 40;

const lossOf = (lost: number | undefined): readonly string[] =>
  lost === undefined ? [] : ['-lost', String(lost)];

/** What SIPp found wrong, as far as it says. */
const errorsIn = async (dir: string): Promise<string> => {
  const files = (await readdir(dir)).filter((file) => file.endsWith('_errors.log'));
  const texts = await Promise.all(files.map((file) => readFile(join(dir, file), 'utf8')));
  return texts.join('').slice(0, ERRORS);
};

const ERRORS = 2000;

/** Calls with SIPp, each challenged, answered, acknowledged and hung up by the caller; at most 40 s. */
export const sippCalls = async (options: SippCalls): Promise<SippResult> => {
  const { program, server, users, to: user, transport = 'udp', calls, rate = 50, lost } = options;
  const dir = await tempDir('tandem-sipp-');
  try {
    await writeFile(join(dir.path, 'call.xml'), scenario(user));
    await writeFile(join(dir.path, 'users.csv'), sippUsers(users));
    const sipp = await spawnProcess({
      command: program,
      cwd: dir.path,
      args: [
        `${server.address}:${server.port}`,
        ...['-sf', 'call.xml', '-inf', 'users.csv', '-i', '127.0.0.1'],
        // Else it is that of the server alone, which is not the Request-URI that was signed.
        ...['-auth_uri', `${user}@${server.address}:${server.port}`],
        ...['-t', transport === 'udp' ? 'u1' : 't1', '-nostdin', '-trace_err'],
        ...['-m', String(calls), '-r', String(rate), '-l', '100', ...lossOf(lost)],
        ...['-timeout', `${TIMEOUT_S}s`, '-timeout_error'],
      ],
    });
    const { code } = await sipp.exited;
    return { code, output: sipp.output() + (await errorsIn(dir.path)) };
  } finally {
    await dir.remove();
  }
};

export interface SippAnswerer {
  readonly process: SpawnedProcess;
  stop(): Promise<void>;
}

/** A SIPp that rings, takes and hangs up whatever comes, on a port of loopback. */
export const sippAnswers = async (program: string, port: number): Promise<SippAnswerer> => {
  const process = await spawnProcess({
    command: program,
    args: ['-sn', 'uas', '-i', '127.0.0.1', '-p', String(port), '-nostdin'],
  });
  return {
    process,
    stop: async () => {
      await process.stop({ graceMs: 2000 });
    },
  };
};
