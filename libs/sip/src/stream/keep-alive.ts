import { CR, LF } from '../text/chars.ts';

const PING_LENGTH = 4;

/**
 * Line breaks between the messages of a stream. A double CRLF is a keep-alive ping, to be answered by one CRLF
 * (RFC 5626 §4.4.1); all others are ignored (RFC 3261 §7.5). The ping may arrive in pieces.
 */
export class LineBreaks {
  /** How much of CRLFCRLF has been seen. */
  #seen = 0;
  #pings = 0;

  /** Passes over the line breaks at `from`; answers where something else starts. */
  skip(octets: Buffer, from: number): number {
    let position = from;
    while (position < octets.length) {
      const octet = octets[position];
      if (octet !== CR && octet !== LF) {
        this.#seen = 0;
        break;
      }
      const expected = this.#seen % 2 === 0 ? CR : LF;
      if (octet === expected) this.#seen += 1;
      else this.#seen = octet === CR ? 1 : 0;
      if (this.#seen === PING_LENGTH) {
        this.#pings += 1;
        this.#seen = 0;
      }
      position += 1;
    }
    return position;
  }

  /** How many pings came since it was last asked. */
  takePings(): number {
    const pings = this.#pings;
    this.#pings = 0;
    return pings;
  }
}
