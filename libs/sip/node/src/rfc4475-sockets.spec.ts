import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseMessage, StreamFramer } from '@tandem/sip';
import { plainRequest, rfc4475Corpus } from '@tandem/sip/testing';
import { waitFor } from '@tandem/testing';
import { startEndpoint } from './testing/test-endpoint.ts';
import type { TestEndpoint } from './testing/test-endpoint.ts';

const ALIASES = ['example.com', 'example.net', 'chair-dnrc.example.com', 'company.com'];
/** So that a probe behind a message shows that it had its answer, or none. */
const PROBE = plainRequest({ To: '<sip:probe@tandem.local>', 'Call-ID': 'probe' });
const MESSAGE_MS = 300;

let unit: TestEndpoint;
beforeAll(async () => {
  unit = await startEndpoint({
    aliases: ALIASES,
    strangersPerSecond: Infinity,
    tcp: { messageMs: MESSAGE_MS },
  });
});
afterAll(() => unit.endpoint.stop(0));

interface Heard {
  readonly statuses: readonly number[];
  readonly closed: boolean;
}

/** All answers by UDP to messages without rport go to the port of their Via: 5060, where nobody of ours listens. */
const withRport = (octets: Buffer): Buffer => {
  const text = octets.toString('latin1');
  const via = /\r\n(?:via|v)[ \t]*:[^\r]*(?:\r\n[ \t][^\r]*)*/i.exec(text);
  if (via === null || via[0].includes(';rport')) return octets;
  const [first = ''] = via[0].split(',');
  const at = via.index + first.trimEnd().length;
  return Buffer.from(`${text.slice(0, at)};rport${text.slice(at)}`, 'latin1');
};

const byUdp = async (octets: Buffer): Promise<Heard> => {
  const socket = createSocket('udp4');
  const statuses: number[] = [];
  let probed = false;
  socket.on('message', (datagram) => {
    const outcome = parseMessage(datagram, { transport: 'datagram' });
    if (outcome.kind !== 'message' || outcome.message.kind !== 'response') return;
    if (outcome.message.headers.first('call-id') === 'probe') probed = true;
    else statuses.push(outcome.message.status);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  for (const each of [withRport(octets), PROBE]) socket.send(each, unit.server.port, unit.server.address);
  await waitFor(() => probed, { what: 'the probe’s answer' });
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return { statuses, closed: false };
};

const byTcp = async (octets: Buffer): Promise<Heard> => {
  const socket = connect(unit.server.port, unit.server.address);
  const framer = new StreamFramer();
  const statuses: number[] = [];
  let probed = false;
  let closed = false;
  socket.on('error', () => undefined);
  socket.once('close', () => (closed = true));
  socket.on('data', (chunk: Buffer) => {
    for (const event of framer.push(chunk)) {
      if (event.kind !== 'message' || event.message.kind !== 'response') continue;
      if (event.message.headers.first('call-id') === 'probe') probed = true;
      else statuses.push(event.message.status);
    }
  });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.write(Buffer.concat([octets, PROBE]));
  await waitFor(() => probed || closed, { what: 'the probe’s answer, or the end' });
  socket.destroy();
  return { statuses, closed };
};

/** Answers where the index leaves them open; see rfc4475-uas.spec.ts for the reasons. */
const OPEN: Readonly<Record<string, readonly number[]>> = {
  wsinv: [481],
  esc01: [407],
  escnull: [401],
  lwsdisp: [200],
  longreq: [407],
  dblreq: [401],
  semiuri: [200],
  transports: [200],
  mpart01: [405],
  unreason: [],
  noreason: [],
  scalarlg: [],
  bigcode: [],
  badbranch: [200],
  bcast: [],
  zeromf: [200],
  inv2543: [407],
  cparam01: [401],
  cparam02: [401],
  regescrt: [401],
};

const corpus = rfc4475Corpus();

describe('RFC 4475 over UDP', () => {
  it.each(corpus)('$name: $expected', async ({ name, octets, status, rule }) => {
    const { statuses } = await byUdp(octets);
    if (rule === 'either') expect([[400], [401], [407], [200]]).toContainEqual(statuses);
    else expect(statuses).toEqual(OPEN[name] ?? [status]);
  });
});

/** On a stream the length of the body has to be true, or the place of the next message is lost. */
const STREAM: Readonly<Record<string, Heard>> = {
  // What follows the first message is a second one here. Its body is longer than it says: the rest spoils the probe.
  dblreq: { statuses: [401, 407], closed: true },
  // "over a stream wait for octets": those of the probe are taken for its body, and the rest never comes.
  clerr: { statuses: [], closed: true },
  ncl: { statuses: [400], closed: true },
  mcl01: { statuses: [400], closed: true },
  // No Content-Length, which a stream does not allow (RFC 3261 §18.3).
  inv2543: { statuses: [400], closed: true },
};

describe('RFC 4475 over TCP', () => {
  it.each(corpus)('$name: $expected', async ({ name, octets, status, rule }) => {
    const heard = await byTcp(octets);
    if (name in STREAM) expect(heard).toEqual(STREAM[name]);
    else if (rule === 'either') expect([[400], [401], [407], [200], []]).toContainEqual(heard.statuses);
    else expect(heard).toEqual({ statuses: OPEN[name] ?? [status], closed: false });
  });
});
