import type { Type } from '@nestjs/common';
import type { ResourceKind } from '@tandem/contracts';
import type { HistoryEntry, ListResources, ResourceView } from '@tandem/provisioning';
import type { ListParameter } from '../query/list-query.ts';
import type { RepresentedField } from '../rendering/represented-field.ts';
import type { HttpProblemCode } from '../errors/http-problems.ts';
import type { Schema } from '../openapi/schema.ts';

/** What a query parameter of a list filters by. */
export interface ListFilter {
  readonly parameter: Exclude<ListParameter, 'PageSize' | 'PageToken'>;
  readonly filters: (value: string) => Partial<ListResources>;
  readonly schema: Schema;
}

/** How one kind of resource looks in HTTP: paths, names, representation, documentation. */
export interface Face<K extends ResourceKind = ResourceKind> {
  readonly kind: K;
  /** What people call one of them. */
  readonly title: string;
  /** The segment of its paths, and the XML element of a list. */
  readonly collection: string;
  /** The XML element of one. */
  readonly element: string;
  /** The path parameter that names one. */
  readonly sidParameter: string;
  /** The published fields in their published order; all of them text. */
  readonly fields: readonly RepresentedField<K>[];
  readonly filters: readonly ListFilter[];
  readonly problems: {
    readonly notFound: HttpProblemCode;
    readonly nameTaken: HttpProblemCode;
  };
  /** Whether a deletion that others stand against can be forced. */
  readonly forcible: boolean;
  readonly docs: FaceDocs<K>;
}

export interface FaceDocs<K extends ResourceKind> {
  readonly description: string;
  readonly createForm: Type<object>;
  readonly updateForm: Type<object>;
  readonly example: ResourceView<K>;
  readonly event: HistoryEntry<K>;
  /** What each published field is, by its JSON name. */
  readonly fieldSchemas: Readonly<Record<string, Schema>>;
  /** Fields that may be left out. */
  readonly optional: readonly string[];
}
