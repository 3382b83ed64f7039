/** One media range of an Accept header with its weight (RFC 9110 §12.5.1). */
interface MediaRange {
  readonly type: string;
  readonly subtype: string;
  readonly weight: number;
}

/** What an answer is written in. */
export interface Representation {
  readonly format: 'json' | 'xml';
  readonly contentType: string;
}

export const JSON_REPRESENTATION: Representation = {
  format: 'json',
  contentType: 'application/json; charset=utf-8',
};
export const XML_REPRESENTATION: Representation = {
  format: 'xml',
  contentType: 'application/xml; charset=utf-8',
};
const TEXT_XML: Representation = { format: 'xml', contentType: 'text/xml; charset=utf-8' };

const RANGE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\/([!#$%&'*+.^_`|~0-9A-Za-z-]+)$/;
const WEIGHT = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

const parseRange = (text: string): MediaRange | null => {
  const [name = '', ...params] = text.split(';').map((part) => part.trim());
  const match = RANGE.exec(name);
  if (match === null) return null;
  const q = params.find((param) => /^q=/i.test(param))?.slice(2) ?? '1';
  if (!WEIGHT.test(q)) return null;
  return {
    type: (match[1] ?? '').toLowerCase(),
    subtype: (match[2] ?? '').toLowerCase(),
    weight: Number(q),
  };
};

interface Quality {
  readonly weight: number;
  /** Named outright, not by a wildcard. */
  readonly named: boolean;
}

/** "The most specific reference has precedence" (RFC 9110 §12.5.1). */
const qualityOf = (ranges: readonly MediaRange[], type: string, subtype: string): Quality => {
  const exact = ranges.find((range) => range.type === type && range.subtype === subtype);
  if (exact !== undefined) return { weight: exact.weight, named: true };
  const range =
    ranges.find((candidate) => candidate.type === type && candidate.subtype === '*') ??
    ranges.find((candidate) => candidate.type === '*' && candidate.subtype === '*');
  return { weight: range?.weight ?? 0, named: false };
};

/**
 * Chooses what to answer in. JSON when Accept names it with at least the weight of XML; XML otherwise, also for wildcards
 * and without the header. Ranges that cannot be read count for nothing.
 * @returns null when Accept allows neither (406).
 */
export const negotiate = (accept: string | undefined): Representation | null => {
  if (accept === undefined || accept === '*/*' || accept.trim() === '') return XML_REPRESENTATION;
  if (accept === 'application/json') return JSON_REPRESENTATION;
  const ranges = accept.split(',').flatMap((part) => parseRange(part) ?? []);
  const json = qualityOf(ranges, 'application', 'json');
  const xml = qualityOf(ranges, 'application', 'xml');
  const text = qualityOf(ranges, 'text', 'xml');
  const bestXml = Math.max(xml.weight, text.weight);
  if (json.weight === 0 && bestXml === 0) return null;
  if (json.weight > bestXml || (json.named && json.weight === bestXml)) return JSON_REPRESENTATION;
  return text.weight > xml.weight ? TEXT_XML : XML_REPRESENTATION;
};
