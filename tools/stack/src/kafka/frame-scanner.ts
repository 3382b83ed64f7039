/** Bytes of a frame's start that the scanner gives: enough for api key, version and correlation id. */
const HEAD_BYTES = 8;
const SIZE_BYTES = 4;

/**
 * Finds the frames of the Kafka protocol (four bytes of size, then that many) in chunks cut anywhere, and gives
 * the first eight bytes of each as soon as they are there.
 */
export class FrameScanner {
  #buffered = Buffer.alloc(0);
  /** Bytes of the present frame still to skip. */
  #rest = 0;

  push(chunk: Buffer): Buffer[] {
    const heads: Buffer[] = [];
    this.#buffered = Buffer.concat([this.#buffered, chunk]);
    for (;;) {
      const skipped = Math.min(this.#rest, this.#buffered.length);
      this.#buffered = this.#buffered.subarray(skipped);
      this.#rest -= skipped;
      if (this.#rest > 0 || this.#buffered.length < SIZE_BYTES) return heads;
      const size = this.#buffered.readInt32BE(0);
      const head = Math.min(size, HEAD_BYTES);
      if (this.#buffered.length < SIZE_BYTES + head) return heads;
      heads.push(Buffer.from(this.#buffered.subarray(SIZE_BYTES, SIZE_BYTES + head)));
      this.#rest = SIZE_BYTES + size;
    }
  }
}
