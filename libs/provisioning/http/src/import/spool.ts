import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';

const BUFFER_CHARS = 64 * 1024;

/**
 * Keeps an answer on disk while the request is still being read. Most callers read nothing before they have sent all; an
 * answer written meanwhile would fill the connection, and both would wait for ever.
 */
export class Spool {
  readonly #file: FileHandle;
  #buffer = '';

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Its file has no name, so that nothing is left when the process ends. */
  static async open(): Promise<Spool> {
    const path = join(tmpdir(), `tandem-import-${randomUUID()}`);
    const file = await open(path, 'wx+', 0o600);
    await rm(path);
    return new Spool(file);
  }

  async write(line: string): Promise<void> {
    this.#buffer += `${line}\n`;
    if (this.#buffer.length >= BUFFER_CHARS) await this.#flush();
  }

  /** All that was written; the file is closed at its end. */
  async read(): Promise<Readable> {
    await this.#flush();
    return this.#file.createReadStream({ start: 0 });
  }

  /** Gives up what was written and not read. */
  close(): Promise<void> {
    return this.#file.close();
  }

  async #flush(): Promise<void> {
    const text = this.#buffer;
    this.#buffer = '';
    await this.#file.appendFile(text);
  }
}
