import { toOf } from '../headers/accessors.ts';
import type { HeaderField } from '../headers/header-bag.ts';
import { field, HeaderBag } from '../headers/header-bag.ts';
import { stampedVia } from './stamp-via.ts';
import { reasonPhrase } from './status.ts';
import type { Answerable, ResponseInit, SipResponse, Source } from './types.ts';

const NO_BODY = Buffer.alloc(0);

/** The Vias, all of them in order, the top one stamped when the source is known. */
const copyVias = (request: Answerable, source: Source | undefined, fields: HeaderField[]): void => {
  let first = source !== undefined;
  for (const item of request.headers) {
    if (item.key !== 'via') continue;
    const value = first && source !== undefined ? (stampedVia(request, source) ?? item.value) : item.value;
    fields.push({ key: 'via', name: 'Via', value });
    first = false;
  }
};

/** To, with our tag unless it has one; a To that cannot be read goes back as it came. */
const toWithTag = (request: Answerable, text: string, tag: string | undefined): string => {
  if (tag === undefined) return text;
  const to = toOf(request);
  return to.ok && !to.value.params.has('tag') ? `${text};tag=${tag}` : text;
};

const copyFirst = (
  request: Answerable,
  fields: HeaderField[],
  key: 'from' | 'call-id' | 'cseq',
  name: string,
): void => {
  const value = request.headers.first(key);
  if (value !== undefined) fields.push({ key, name, value });
};

/**
 * A response to a request by RFC 3261 §8.2.6: all Vias, From, Call-ID, CSeq and To are copied, as much as there is of
 * them. The reason and `init.headers` must be wire text (`encodeText`).
 */
export const buildResponse = (request: Answerable, init: ResponseInit): SipResponse => {
  const { status, body = NO_BODY } = init;
  const fields: HeaderField[] = [];
  copyVias(request, init.source, fields);
  copyFirst(request, fields, 'from', 'From');
  const to = request.headers.first('to');
  if (to !== undefined) fields.push({ key: 'to', name: 'To', value: toWithTag(request, to, init.toTag) });
  copyFirst(request, fields, 'call-id', 'Call-ID');
  copyFirst(request, fields, 'cseq', 'CSeq');
  if (init.headers !== undefined) fields.push(...init.headers);
  if (init.contentType !== undefined) fields.push(field('Content-Type', init.contentType));
  return {
    kind: 'response',
    status,
    reason: init.reason ?? reasonPhrase(status),
    headers: new HeaderBag(fields),
    body,
  };
};
