import { exchange } from '../exchange.ts';

const OP_MSG = 2013;
const HEADER_BYTES = 16;

/** Whether a MongoDB-wire server on this port of 127.0.0.1 answers `hello` now. */
export async function pingMongo(port: number, timeoutMs = 1000): Promise<boolean> {
  const answer = await exchange(port, helloRequest(), { isWhole: isMessage, timeoutMs });
  return answer !== undefined && answer.readInt32LE(12) === OP_MSG && answer.includes('isWritablePrimary');
}

/** MongoDB wire protocol, OP_MSG: header, flags, one section of kind 0 with `{hello: 1, $db: 'admin'}`. */
function helloRequest(): Buffer {
  const document = bson([int32('hello', 1), string('$db', 'admin')]);
  const request = Buffer.alloc(HEADER_BYTES + 5 + document.length);
  request.writeInt32LE(request.length, 0);
  request.writeInt32LE(1, 4);
  request.writeInt32LE(0, 8);
  request.writeInt32LE(OP_MSG, 12);
  document.copy(request, HEADER_BYTES + 5);
  return request;
}

function bson(elements: readonly Buffer[]): Buffer {
  const body = Buffer.concat([...elements, Buffer.from([0])]);
  return Buffer.concat([int32LE(body.length + 4), body]);
}

function int32(name: string, value: number): Buffer {
  return Buffer.concat([Buffer.from([0x10]), Buffer.from(`${name}\0`), int32LE(value)]);
}

function string(name: string, value: string): Buffer {
  const text = Buffer.from(`${value}\0`);
  return Buffer.concat([Buffer.from([0x02]), Buffer.from(`${name}\0`), int32LE(text.length), text]);
}

function int32LE(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function isMessage(answer: Buffer): boolean {
  return answer.length >= HEADER_BYTES && answer.length >= answer.readInt32LE(0);
}
