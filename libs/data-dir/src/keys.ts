import { SEALING_KEY_BYTES } from '@tandem/contracts';
import type { KeyRing } from '@tandem/contracts';
import { err, ok, systemRandom, TandemError } from '@tandem/kernel';
import type { Random, Result } from '@tandem/kernel';
import type { DataDir } from './data-dir.ts';
import { createOnce } from './private-file.ts';

/** The secrets that all processes of one Tandem share. */
export interface Keys {
  /** Seals credentials; rotates by adding a key and naming it current. */
  readonly sealing: KeyRing;
  /** Never rotates: sids made from an Idempotency-Key hang on it. */
  readonly idempotency: Buffer;
}

interface KeysFile {
  readonly sealing: { readonly current: string; readonly keys: Readonly<Record<string, string>> };
  readonly idempotency: string;
}

const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;
const FILE = 'keys.json';

const key = (text: string | undefined): Buffer | undefined => {
  const bytes = Buffer.from(text ?? '', 'base64');
  return bytes.length === SEALING_KEY_BYTES ? bytes : undefined;
};

const ringOf = (
  current: string | undefined,
  keys: Readonly<Record<string, string>>,
): Result<KeyRing, string> => {
  const ring = new Map<string, Buffer>();
  for (const [id, text] of Object.entries(keys)) {
    const bytes = key(text);
    if (bytes === undefined || !KEY_ID.test(id))
      return err(`key ${id} is not 32 bytes in base64 under a short plain id`);
    ring.set(id, bytes);
  }
  if (current === undefined || !ring.has(current)) return err('the current key id names none of the keys');
  return ok({ current, keys: ring });
};

/** `SEALING_KEYS`: `id:base64` pairs by comma, the first one is current. */
export const parseSealingKeys = (text: string): Result<KeyRing, string> => {
  const pairs = text.split(',').map((pair) => {
    const colon = pair.indexOf(':');
    return [pair.slice(0, colon).trim(), pair.slice(colon + 1).trim()] as const;
  });
  return ringOf(pairs[0]?.[0], Object.fromEntries(pairs));
};

const fresh = (random: Random): string => {
  const next = (): string => random.bytes(SEALING_KEY_BYTES).toString('base64');
  const file: KeysFile = { sealing: { current: 'k1', keys: { k1: next() } }, idempotency: next() };
  return `${JSON.stringify(file, null, 2)}\n`;
};

const unreadable = (path: string, why: string): TandemError =>
  new TandemError(
    'DATA_DIR_UNUSABLE',
    `${path} is damaged (${why}); restore it: without it no stored password can be read`,
  );

const parseFile = (path: string, text: string): Keys => {
  let file: Partial<KeysFile>;
  try {
    file = JSON.parse(text) as Partial<KeysFile>;
  } catch {
    throw unreadable(path, 'not JSON');
  }
  const ring = ringOf(file.sealing?.current, file.sealing?.keys ?? {});
  const idempotency = key(file.idempotency);
  if (!ring.ok) throw unreadable(path, ring.error);
  if (idempotency === undefined) throw unreadable(path, 'idempotency is not 32 bytes in base64');
  return { sealing: ring.value, idempotency };
};

/** The keys of `keys.json` (mode 0600), made on the first start. Throws `DATA_DIR_UNUSABLE` on a damaged file. */
export const loadKeys = (dir: DataDir, random: Random = systemRandom): Keys => {
  const path = dir.file(FILE);
  return parseFile(path, createOnce(path, fresh(random)));
};
