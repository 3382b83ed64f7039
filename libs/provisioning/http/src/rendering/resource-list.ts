import { Readable } from 'node:stream';
import type { ResourceKind } from '@tandem/contracts';
import type { ResourceView } from '@tandem/provisioning';
import type { Face } from '../faces/face.ts';
import type { Entity, TextEntity } from './entity.ts';
import { resourceElements, resourceObject } from './resource.ts';
import { XML_DECLARATION, xmlElement } from './xml.ts';

const CHUNK_CHARS = 16 * 1024;

interface ListForm<K extends ResourceKind> {
  readonly open: string;
  readonly separator: string;
  readonly close: string;
  readonly item: (resource: ResourceView<K>) => string;
}

const jsonList = <K extends ResourceKind>(face: Face<K>): ListForm<K> => ({
  open: '[',
  separator: ',',
  close: ']',
  item: (resource) => JSON.stringify(resourceObject(face, resource)),
});

const xmlList = <K extends ResourceKind>(face: Face<K>): ListForm<K> => ({
  open: `${XML_DECLARATION}<RestcommResponse><${face.collection}>`,
  separator: '',
  close: `</${face.collection}></RestcommResponse>`,
  item: (resource) => xmlElement(face.element, resourceElements(face, resource)),
});

async function* chunksOf<K extends ResourceKind>(
  resources: AsyncIterable<ResourceView<K>>,
  form: ListForm<K>,
): AsyncGenerator<string> {
  let chunk = form.open;
  let separator = '';
  for await (const resource of resources) {
    chunk += separator + form.item(resource);
    separator = form.separator;
    if (chunk.length >= CHUNK_CHARS) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk + form.close;
}

const written = <K extends ResourceKind>(resources: readonly ResourceView<K>[], form: ListForm<K>): string =>
  form.open + resources.map(form.item).join(form.separator) + form.close;

/** A page: a bare JSON array, or `<RestcommResponse><Clients>`. */
export const pageEntity = <K extends ResourceKind>(
  face: Face<K>,
  resources: readonly ResourceView<K>[],
): TextEntity => ({
  json: () => written(resources, jsonList(face)),
  xml: () => written(resources, xmlList(face)),
});

/** All of them as they are read, in constant memory: the reader's pace is the store's pace. */
export const streamEntity = <K extends ResourceKind>(
  face: Face<K>,
  resources: AsyncIterable<ResourceView<K>>,
): Entity => ({
  json: () => Readable.from(chunksOf(resources, jsonList(face)), { objectMode: false }),
  xml: () => Readable.from(chunksOf(resources, xmlList(face)), { objectMode: false }),
});
