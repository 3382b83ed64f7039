import { toOf } from '../headers/accessors.ts';
import type { HeaderField } from '../headers/header-bag.ts';
import { field, HeaderBag } from '../headers/header-bag.ts';
import type { HeaderKey } from '../headers/header-key.ts';
import { stampedVia } from './stamp-via.ts';
import { reasonPhrase } from './status.ts';
import type { Answerable, ResponseInit, SipResponse, Source } from './types.ts';

const NO_BODY = Buffer.alloc(0);

/** The Vias, all of them in order, the top one stamped when the source is known. */
const copyVias = (request: Answerable, source: Source | undefined, fields: HeaderField[]): void => {
  let stamped = source && stampedVia(request, source);
  for (const item of request.headers.fields) {
    if (item.key !== 'via') continue;
    fields.push(
      stamped === undefined || stamped === item.value
        ? item
        : { key: item.key, name: item.name, value: stamped },
    );
    stamped = undefined;
  }
};

/** The first field of this name, spelled as it came. */
const copyFirst = (request: Answerable, key: HeaderKey, fields: HeaderField[]): void => {
  const item = request.headers.firstField(key);
  if (item !== undefined) fields.push(item);
};

/** To, with our tag unless it has one; a To that cannot be read goes back as it came. */
const copyTo = (request: Answerable, tag: string | undefined, fields: HeaderField[]): void => {
  const to = tag === undefined ? undefined : toOf(request);
  const value = request.headers.first('to');
  if (value === undefined || to === undefined || !to.ok || to.value.params.has('tag')) {
    copyFirst(request, 'to', fields);
  } else {
    fields.push(field('To', `${value};tag=${tag}`));
  }
};

/**
 * A response to a request by RFC 3261 §8.2.6: all Vias, From, Call-ID, CSeq and To are copied, as much as there is of
 * them. The reason and `init.headers` must be wire text (`encodeText`).
 */
export const buildResponse = (request: Answerable, init: ResponseInit): SipResponse => {
  const { status, body = NO_BODY } = init;
  const fields: HeaderField[] = [];
  copyVias(request, init.source, fields);
  copyFirst(request, 'from', fields);
  copyTo(request, init.toTag, fields);
  copyFirst(request, 'call-id', fields);
  copyFirst(request, 'cseq', fields);
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
