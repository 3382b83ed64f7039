import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';

interface EntityTag {
  readonly weak: boolean;
  readonly opaque: string;
}

type EntityTags = '*' | readonly EntityTag[];

/** The strong entity tag of a version. */
export const etagOf = (version: number): string => `"${version}"`;

// RFC 9110 §8.8.3: etagc = %x21 / %x23-7E / obs-text; §5.6.1: empty list elements are to be ignored.
const TAG = /[\t ]*(?:(W\/)?"([!#-~\u0080-\u00ff]*)")?[\t ]*(?:,|$)/y;

const parseTags = (header: string): EntityTags | null => {
  if (header.trim() === '*') return '*';
  const tags: EntityTag[] = [];
  TAG.lastIndex = 0;
  while (TAG.lastIndex < header.length) {
    const match = TAG.exec(header);
    if (match === null) return null;
    if (match[2] !== undefined) tags.push({ weak: match[1] !== undefined, opaque: match[2] });
  }
  return tags.length === 0 ? null : tags;
};

const VERSION = /^[1-9]\d{0,14}$/;

/**
 * The versions that If-Match allows; undefined = any. Strong comparison (RFC 9110 §13.1.1): a weak tag never matches,
 * and a tag that is no version of ours matches nothing.
 */
export const ifMatchVersions = (
  header: string | undefined,
): Result<readonly number[] | undefined, Problem> => {
  if (header === undefined) return ok(undefined);
  const tags = parseTags(header);
  if (tags === null) return err(problem(21109));
  if (tags === '*') return ok(undefined);
  return ok(tags.flatMap(({ weak, opaque }) => (!weak && VERSION.test(opaque) ? Number(opaque) : [])));
};

/** Whether If-None-Match names this version (weak comparison, RFC 9110 §13.1.2): then a GET is answered 304. */
export const isNotModified = (header: string | undefined, version: number): boolean => {
  const tags = header === undefined ? null : parseTags(header);
  return tags === '*' || (tags?.some(({ opaque }) => opaque === String(version)) ?? false);
};
