import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freeUdpTcpPort, spawnProcess, waitFor } from '@tandem/testing';
import type { SpawnedProcess } from '@tandem/testing';
import { Resources } from '../harness/resources.ts';
import { serveProgram } from '../harness/serve-program.ts';
import { LOOPBACK } from '../system/constants.ts';
import { kamailioConfig } from './kamailio-config.ts';
import type { KamailioPlace, KamailioQuestions } from './server-questions.ts';

const SHARED_MEMORY_MB = '512';
const PRIVATE_MEMORY_MB = '16';
const ANSWER_MS = 200;

const resources = new Resources();

/** Any answer to an OPTIONS will do: then it reads its socket. */
const answers = async (port: number): Promise<boolean> => {
  const socket = createSocket('udp4');
  try {
    socket.bind(0, LOOPBACK);
    await once(socket, 'listening');
    const via = `SIP/2.0/UDP ${LOOPBACK}:${socket.address().port};branch=z9hG4bKup`;
    const lines = [
      `OPTIONS sip:${LOOPBACK} SIP/2.0`,
      `Via: ${via}`,
      'Max-Forwards: 70',
      `From: <sip:${LOOPBACK}>;tag=up`,
      `To: <sip:${LOOPBACK}>`,
      'Call-ID: up',
      'CSeq: 1 OPTIONS',
      'Content-Length: 0',
    ];
    socket.send(`${lines.join('\r\n')}\r\n\r\n`, port, LOOPBACK);
    const answered = once(socket, 'message').then(() => true);
    return await Promise.race([answered, delay(ANSWER_MS, false)]);
  } finally {
    socket.close();
  }
};

const start = async ({ dir, ...options }: KamailioPlace): Promise<{ port: number }> => {
  await mkdir(dir, { recursive: true });
  const port = await freeUdpTcpPort();
  const file = join(dir, 'kamailio.cfg');
  await writeFile(file, kamailioConfig({ ...options, port }));
  const kamailio: SpawnedProcess = await spawnProcess({
    command: 'kamailio',
    args: ['-DD', '-E', '-f', file, '-w', dir, '-Y', dir, '-m', SHARED_MEMORY_MB, '-M', PRIVATE_MEMORY_MB],
  });
  resources.add(kamailio, (started) => started.stop());
  await waitFor(() => answers(port), { what: `Kamailio to answer (${kamailio.output().slice(-500)})` });
  return { port };
};

await serveProgram<KamailioQuestions>(() => ({ answers: { start }, close: () => resources.close() }));
