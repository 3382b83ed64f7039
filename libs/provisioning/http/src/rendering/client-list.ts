import { Readable } from 'node:stream';
import type { ClientView } from '@tandem/provisioning';
import { clientElements, clientObject } from './client.ts';
import { XML_DECLARATION, xmlElement } from './xml.ts';
import type { Entity, TextEntity } from './entity.ts';

const CHUNK_CHARS = 16 * 1024;

interface ListForm {
  readonly open: string;
  readonly separator: string;
  readonly close: string;
  readonly item: (client: ClientView) => string;
}

const JSON_LIST: ListForm = {
  open: '[',
  separator: ',',
  close: ']',
  item: (client) => JSON.stringify(clientObject(client)),
};

const XML_LIST: ListForm = {
  open: `${XML_DECLARATION}<RestcommResponse><Clients>`,
  separator: '',
  close: '</Clients></RestcommResponse>',
  item: (client) => xmlElement('Client', clientElements(client)),
};

async function* chunksOf(clients: AsyncIterable<ClientView>, form: ListForm): AsyncGenerator<string> {
  let chunk = form.open;
  let separator = '';
  for await (const client of clients) {
    chunk += separator + form.item(client);
    separator = form.separator;
    if (chunk.length >= CHUNK_CHARS) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk + form.close;
}

const written = (clients: readonly ClientView[], form: ListForm): string =>
  form.open + clients.map(form.item).join(form.separator) + form.close;

/** A page of Clients: a bare JSON array, or `<RestcommResponse><Clients>`. */
export const clientPageEntity = (clients: readonly ClientView[]): TextEntity => ({
  json: () => written(clients, JSON_LIST),
  xml: () => written(clients, XML_LIST),
});

/** All Clients as they are read, in constant memory: the reader's pace is the store's pace. */
export const clientStreamEntity = (clients: AsyncIterable<ClientView>): Entity => ({
  json: () => Readable.from(chunksOf(clients, JSON_LIST), { objectMode: false }),
  xml: () => Readable.from(chunksOf(clients, XML_LIST), { objectMode: false }),
});
