import type { RecordFace } from '../faces/record-face.ts';
import type { RecordListQuery } from '../query/record-list-query.ts';
import type { TextEntity } from './entity.ts';
import { recordElement, recordObject } from './record.ts';
import type { Format } from './represented-field.ts';
import { accountUri } from './uri.ts';
import { escapeXml, XML_DECLARATION, xmlElement } from './xml.ts';

/** One page of an account's records, and what was asked for. */
export interface ShownPage<R extends object, C extends string> {
  readonly face: Pick<RecordFace<R, C>, 'path' | 'collection' | 'listKey' | 'element' | 'fields' | 'sidOf'>;
  readonly accountSid: string;
  readonly asked: Pick<RecordListQuery<C>, 'page' | 'pageSize' | 'afterSid' | 'sent'>;
  readonly records: readonly R[];
  readonly total: number;
}

type Envelope = Readonly<Record<string, string | number | null>>;

const uriOf = <R extends object, C extends string>(
  { face, accountSid, asked }: ShownPage<R, C>,
  format: Format,
  { page, afterSid }: { readonly page: number; readonly afterSid?: string | null },
): string => {
  const parameters = new URLSearchParams([
    ['Page', String(page)],
    ['PageSize', String(asked.pageSize)],
    ...(afterSid == null ? [] : [['AfterSid', afterSid]]),
    ...asked.sent.map(([name, value]) => [name, value]),
  ] as [string, string][]);
  const suffix = format === 'json' ? '.json' : '';
  return `${accountUri(accountSid, 'xml')}/${face.path}${suffix}?${parameters.toString()}`;
};

/** `start` and `end` are text, as the published API has them; a page that there is not has no link. */
const envelopeOf = <R extends object, C extends string>(shown: ShownPage<R, C>, format: Format): Envelope => {
  const { face, asked, records, total } = shown;
  const pages = Math.ceil(total / asked.pageSize);
  const first = asked.page * asked.pageSize;
  const last = records.at(-1);
  const further = last !== undefined && first + records.length < total;
  const uri = (to: { readonly page: number; readonly afterSid?: string | null }): string =>
    uriOf(shown, format, to);
  return {
    page: asked.page,
    num_pages: pages,
    page_size: asked.pageSize,
    total,
    start: String(first),
    end: String(Math.max(first, first + records.length - 1)),
    uri: uri({ page: asked.page, afterSid: asked.afterSid }),
    first_page_uri: uri({ page: 0 }),
    previous_page_uri: asked.page === 0 ? null : uri({ page: asked.page - 1 }),
    next_page_uri: further ? uri({ page: asked.page + 1, afterSid: face.sidOf(last) }) : null,
    last_page_uri: uri({ page: Math.max(0, pages - 1) }),
  };
};

const attributesOf = (envelope: Envelope): string =>
  Object.entries(envelope)
    .flatMap(([name, value]) =>
      value === null ? [] : [` ${name.replaceAll('_', '')}="${escapeXml(String(value))}"`],
    )
    .join('');

/** A page in its envelope: a JSON object with the records in an array, or an XML element with the envelope as attributes. */
export const recordPageEntity = <R extends object, C extends string>(shown: ShownPage<R, C>): TextEntity => {
  const { face, records } = shown;
  return {
    json: () =>
      JSON.stringify({
        ...envelopeOf(shown, 'json'),
        [face.listKey]: records.map((record) => recordObject(face, record)),
      }),
    xml: () => {
      const open = `<${face.collection}${attributesOf(envelopeOf(shown, 'xml'))}>`;
      const elements = records.map((record) => recordElement(face, record)).join('');
      return XML_DECLARATION + xmlElement('RestcommResponse', `${open}${elements}</${face.collection}>`);
    },
  };
};
