import type { Random } from '@tandem/kernel';

/** What hostile or broken senders put where nobody expects it. */
const PIECES: readonly Buffer[] = [
  ...[
    '\r\n',
    '\r',
    '\n',
    '\r\n ',
    '\r\n\t',
    '\r\n\r\n',
    '\0',
    '\\\0',
    '\\',
    '"',
    '\\"',
    '<',
    '>',
    '<>',
    ';',
    ',',
    ':',
  ],
  ...[
    '=',
    '@',
    '?',
    '&',
    '%',
    '%00',
    '%0d%0a',
    '*',
    '[',
    ']',
    '[::1]',
    '/',
    ' ',
    '\t',
    '  ',
    ';;',
    ',,',
    ';a=',
    '+',
  ],
  ...[
    '-1',
    '4294967296',
    '99999999999999999999',
    '\xff',
    '\xc3\xa9',
    '\xc3',
    'SIP/2.0',
    'SIP/7.0',
    'sip:',
    'tel:+1',
  ],
  ...[
    '\r\nVia: ',
    '\r\nv:',
    '\r\nContact: *',
    '\r\nContent-Length: 7',
    '\r\nl: 0',
    '\r\n__proto__: 1',
    ';rport',
  ],
].map((text) => Buffer.from(text, 'latin1'));

const MAX_LENGTH = 65_507;
const MAX_RUN = 64;
const MAX_STEPS = 4;

const below = (random: Random, limit: number): number => Math.floor(random.float() * limit);

const pick = <T>(random: Random, list: readonly [T, ...T[]]): T =>
  list[below(random, list.length)] ?? list[0];

const splice = (octets: Buffer, at: number, removed: number, inserted: Buffer): Buffer =>
  Buffer.concat([octets.subarray(0, at), inserted, octets.subarray(at + removed)]);

/** One small change: given a source of choices, the octets, and another message to take pieces from. */
type Change = (random: Random, octets: Buffer, other: Buffer) => Buffer;

const piece = (random: Random): Buffer => PIECES[below(random, PIECES.length)] ?? Buffer.alloc(0);

const CHANGES: readonly [Change, ...Change[]] = [
  /** Flips one bit. */
  (random, octets) => {
    const at = below(random, octets.length);
    return splice(octets, at, 1, Buffer.of((octets[at] ?? 0) ^ (1 << below(random, 8))));
  },
  /** Replaces one octet by any. */
  (random, octets) => splice(octets, below(random, octets.length), 1, Buffer.of(below(random, 256))),
  /** Puts a piece in. */
  (random, octets) => splice(octets, below(random, octets.length + 1), 0, piece(random)),
  /** Puts a piece in the place of some octets. */
  (random, octets) => splice(octets, below(random, octets.length), below(random, MAX_RUN), piece(random)),
  /** Repeats a piece. */
  (random, octets) =>
    splice(
      octets,
      below(random, octets.length + 1),
      0,
      Buffer.concat(Array<Buffer>(below(random, MAX_RUN)).fill(piece(random))),
    ),
  /** Takes some octets away. */
  (random, octets) => splice(octets, below(random, octets.length), below(random, MAX_RUN), Buffer.alloc(0)),
  /** Cuts the end off. */
  (random, octets) => octets.subarray(0, below(random, octets.length + 1)),
  /** Repeats a part of the message. */
  (random, octets) => {
    const from = below(random, octets.length);
    const part = octets.subarray(from, from + below(random, MAX_RUN));
    return splice(octets, below(random, octets.length + 1), 0, part);
  },
  /** Goes on with the end of another message. */
  (random, octets, other) =>
    Buffer.concat([
      octets.subarray(0, below(random, octets.length + 1)),
      other.subarray(below(random, other.length + 1)),
    ]),
];

/**
 * A message made from those of `corpus` by one to four small changes, at most as long as a datagram. The same source of
 * randomness gives the same messages.
 */
export const mutate = (random: Random, corpus: readonly [Buffer, ...Buffer[]]): Buffer => {
  let octets = pick(random, corpus);
  for (let steps = 1 + below(random, MAX_STEPS); steps > 0; steps -= 1) {
    octets = pick(random, CHANGES)(random, octets, pick(random, corpus));
  }
  return octets.subarray(0, MAX_LENGTH);
};
