import { readFileSync } from 'node:fs';

/** One of the 49 messages of RFC 4475, octet for octet, and what its section says about it. */
export interface CorpusMessage {
  /** The archive's name: `wsinv`. */
  readonly name: string;
  readonly section: string;
  readonly kind: 'valid' | 'invalid' | 'valid-transaction' | 'app' | 'app-compat';
  /** What the parser does: `either` leaves it to the element, `drop` is a response to discard. */
  readonly rule: 'parse' | 'reject' | 'drop' | 'either' | 'detect';
  /** The status that answers it, where the section names one. */
  readonly status: number | null;
  readonly expected: string;
  readonly octets: Buffer;
}

interface IndexEntry extends Omit<CorpusMessage, 'rule' | 'octets'> {
  readonly file: string;
  readonly parser_rule: CorpusMessage['rule'];
  readonly bytes: number;
  readonly sha256: string;
}

const folder = new URL('./rfc4475/', import.meta.url);

const entries = (): readonly IndexEntry[] =>
  JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')) as IndexEntry[];

/** Length and SHA-256 that each file must have: a checkout that changes line ends would spoil the corpus. */
export const corpusFingerprints = (): readonly Pick<IndexEntry, 'name' | 'bytes' | 'sha256'>[] => entries();

/** All messages of RFC 4475 in the order of its sections. */
export const rfc4475Corpus = (): readonly CorpusMessage[] =>
  entries().map(({ name, section, kind, parser_rule: rule, status, expected, file }) => ({
    name,
    section,
    kind,
    rule,
    status,
    expected,
    octets: readFileSync(new URL(file, folder)),
  }));

/** One message by its name; throws when there is none, which is a mistake in a test. */
export const torture = (name: string): Buffer => readFileSync(new URL(`${name}.dat`, folder));
