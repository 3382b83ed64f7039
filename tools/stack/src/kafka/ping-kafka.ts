import { exchange } from '../exchange.ts';

const API_VERSIONS = 18;
const CORRELATION_ID = 4711;

/** Whether a Kafka broker on this port of 127.0.0.1 answers an ApiVersions request (version 0) now. */
export async function pingKafka(port: number, timeoutMs = 1000): Promise<boolean> {
  const answer = await exchange(port, apiVersionsRequest(), { isWhole: isFrame, timeoutMs });
  // Size, correlation id, then the error code: 0 for none.
  return answer !== undefined && answer.readInt32BE(4) === CORRELATION_ID && answer.readInt16BE(8) === 0;
}

/** Kafka protocol guide, request header v1: api key, api version, correlation id, client id (null). */
function apiVersionsRequest(): Buffer {
  const request = Buffer.alloc(14);
  request.writeInt32BE(10, 0);
  request.writeInt16BE(API_VERSIONS, 4);
  request.writeInt16BE(0, 6);
  request.writeInt32BE(CORRELATION_ID, 8);
  request.writeInt16BE(-1, 12);
  return request;
}

function isFrame(answer: Buffer): boolean {
  return answer.length >= 10 && answer.length >= 4 + answer.readInt32BE(0);
}
