import { hash } from 'node:crypto';

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
const MESSAGE_BYTES = 1024;
const INNER = 0x36;
const OUTER = 0x5c;

const padded = (key: Buffer, octet: number, room: number): Buffer => {
  const block = Buffer.alloc(BLOCK_BYTES + room);
  (key.length > BLOCK_BYTES ? hash('sha256', key, 'buffer') : key).copy(block);
  for (let i = 0; i < BLOCK_BYTES; i++) block.writeUInt8(block.readUInt8(i) ^ octet, i);
  return block;
};

/**
 * HMAC-SHA-256 (RFC 2104) by two one-shot hashes over pads made once per key: half the time of `createHmac` for
 * texts as short as a nonce's.
 */
export class HmacSha256 {
  readonly #inner: Buffer;
  readonly #outer: Buffer;

  constructor(key: Buffer) {
    this.#inner = padded(key, INNER, MESSAGE_BYTES);
    this.#outer = padded(key, OUTER, DIGEST_BYTES);
  }

  /** The code of a latin1 text, as 43 characters of base64url. */
  mac(text: string): string {
    this.#outer.write(hash('sha256', this.#keyed(text), 'binary'), BLOCK_BYTES, 'latin1');
    return hash('sha256', this.#outer, 'base64url');
  }

  #keyed(text: string): Buffer {
    if (text.length > MESSAGE_BYTES) {
      return Buffer.concat([this.#inner.subarray(0, BLOCK_BYTES), Buffer.from(text, 'latin1')]);
    }
    return this.#inner.subarray(0, BLOCK_BYTES + this.#inner.write(text, BLOCK_BYTES, 'latin1'));
  }
}
