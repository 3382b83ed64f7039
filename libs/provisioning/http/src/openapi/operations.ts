import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Type } from '@nestjs/common';
import { SID_PREFIXES } from '@tandem/contracts';
import type { ResourceKind } from '@tandem/contracts';
import type { Face } from '../faces/face.ts';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, TOKEN_LENGTH } from '../query/list-query.ts';
import { resourceEntity } from '../rendering/resource.ts';
import { pageEntity } from '../rendering/resource-list.ts';
import { historyEntity } from '../rendering/history.ts';
import { propagationEntity } from '../rendering/propagation.ts';
import { EXAMPLE_RECEIPT } from './examples.ts';
import { BODY_PROBLEMS, Refuses, Succeeds } from './responses.ts';
import { sidSchema } from './schema.ts';

export const AccountSid = ApiParam({
  name: 'AccountSid',
  schema: { type: 'string', pattern: '^AC[0-9a-f]{32}$' },
  description: 'Your account or one below it.',
});
/** The path of one resource of a kind. */
const One = <K extends ResourceKind>({ kind, sidParameter }: Face<K>): MethodDecorator =>
  applyDecorators(AccountSid, ApiParam({ name: sidParameter, schema: sidSchema(SID_PREFIXES[kind]) }));
export const IfMatch = ApiHeader({
  name: 'If-Match',
  required: false,
  description: 'Entity tags: the write happens only at one of these versions.',
});
export const Prefer = ApiHeader({
  name: 'Prefer',
  required: false,
  schema: { type: 'string', example: 'wait=20' },
  description:
    '`wait=SECONDS` (at most 60): the answer comes when every live unit has the change, or when the time is up.',
});
/** What a deletion may meet that can be forced. */
const FORCE_PROBLEMS = [21102, 21103, 21104, 21107, 21212];
export const WAITED = ['Preference-Applied', 'Tandem-Propagation'] as const;
export const Body = (type: Type<object>, required: boolean): MethodDecorator =>
  applyDecorators(
    ApiConsumes('application/x-www-form-urlencoded', 'application/json'),
    ApiBody({ type, required }),
  );

export const Paging = applyDecorators(
  ApiQuery({
    name: 'PageSize',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: MAX_PAGE_SIZE, default: DEFAULT_PAGE_SIZE },
    description: 'Asks for a page. Without PageSize and PageToken, everything is streamed.',
  }),
  ApiQuery({
    name: 'PageToken',
    required: false,
    schema: { type: 'string', minLength: 1, maxLength: TOKEN_LENGTH },
    description: 'From the Link header of the page before.',
  }),
);

export const IdempotencyKey = ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  description: 'A fresh random text: a repeated request with it gets the same answer and makes nothing.',
});

/** A representation, as answers carry it. */
const shown = <K extends ResourceKind>(face: Face<K>) => ({
  schema: { of: face.element },
  examples: { [face.element]: resourceEntity(face, face.docs.example) },
});

export const DescribeList = <K extends ResourceKind>(face: Face<K>): MethodDecorator =>
  applyDecorators(
    ApiTags(face.collection),
    AccountSid,
    Paging,
    ...face.filters.map(({ parameter, schema }) => ApiQuery({ name: parameter, required: false, schema })),
    ApiOperation({
      operationId: `list${face.collection}`,
      summary: `List ${face.collection} in the order of their creation`,
    }),
    Succeeds({
      status: 200,
      description: `The ${face.collection}.`,
      schema: { of: face.element, list: true, listElement: face.collection },
      examples: { [face.collection]: pageEntity(face, [face.docs.example]) },
      headers: ['Link', 'X-Total-Count'],
    }),
    Refuses(21102, 21103, 21104, 21107, 21108),
  );

export const DescribeCreate = <K extends ResourceKind>(face: Face<K>): MethodDecorator =>
  applyDecorators(
    ApiTags(face.collection),
    AccountSid,
    Body(face.docs.createForm, true),
    Prefer,
    IdempotencyKey,
    ApiOperation({ operationId: `create${face.title}`, summary: `Create a ${face.title}` }),
    Succeeds({
      status: 201,
      description: `The new ${face.title}.`,
      ...shown(face),
      headers: ['Location', 'ETag', 'Tandem-Revision', 'Idempotent-Replayed', ...WAITED],
    }),
    Refuses(...BODY_PROBLEMS, 21120, face.problems.nameTaken, 21207),
  );

export const DescribeRead = <K extends ResourceKind>(face: Face<K>): MethodDecorator =>
  applyDecorators(
    ApiTags(face.collection),
    One(face),
    ApiHeader({ name: 'If-None-Match', required: false, description: 'Entity tags that you have.' }),
    ApiOperation({ operationId: `read${face.title}`, summary: `Read a ${face.title}` }),
    Succeeds({ status: 200, description: `The ${face.title}.`, ...shown(face), headers: ['ETag'] }),
    Succeeds({ status: 304, description: 'You have this version.', headers: ['ETag'] }),
    Refuses(face.problems.notFound),
  );

/** @param method POST and PUT are the same partial update. */
export const DescribeUpdate = <K extends ResourceKind>(
  face: Face<K>,
  method: 'Post' | 'Put',
): MethodDecorator =>
  applyDecorators(
    ApiTags(face.collection),
    One(face),
    IfMatch,
    Prefer,
    Body(face.docs.updateForm, false),
    ApiOperation({
      operationId: `update${face.title}By${method}`,
      summary: `Change a ${face.title}`,
      description: 'A partial update: absent fields stay. POST and PUT are the same.',
    }),
    Succeeds({
      status: 200,
      description: `The ${face.title} as it is now.`,
      ...shown(face),
      headers: ['ETag', 'Tandem-Revision', ...WAITED],
    }),
    Refuses(...BODY_PROBLEMS, 21109, 21120, face.problems.notFound, 21206),
  );

const Force = ApiQuery({
  name: 'Force',
  required: false,
  schema: { type: 'string', enum: ['true', 'false'], default: 'false' },
  description: 'true: also while others name it; their fallback answers then.',
});

export const DescribeDelete = <K extends ResourceKind>(face: Face<K>): MethodDecorator =>
  applyDecorators(
    ApiTags(face.collection),
    One(face),
    IfMatch,
    Prefer,
    ...(face.forcible ? [Force] : []),
    ApiOperation({ operationId: `delete${face.title}`, summary: `Delete a ${face.title} for good` }),
    Succeeds({
      status: 200,
      description: `The last representation of the ${face.title}.`,
      ...shown(face),
      headers: ['Tandem-Revision', ...WAITED],
    }),
    Refuses(21109, 21120, face.problems.notFound, 21206, 21501, ...(face.forcible ? FORCE_PROBLEMS : [])),
  );

export const DescribeHistory = <K extends ResourceKind>(face: Face<K>): MethodDecorator =>
  applyDecorators(
    ApiTags(face.collection),
    One(face),
    ApiOperation({
      operationId: `read${face.title}History`,
      summary: `Read every change of a ${face.title}, oldest first`,
      description: 'Still there after it was deleted.',
    }),
    Succeeds({
      status: 200,
      description: 'The changes.',
      schema: { of: `${face.title}Event`, list: true, listElement: 'Events' },
      examples: { Events: historyEntity({ face, ...face.docs.example }, [face.docs.event]) },
    }),
    Refuses(face.problems.notFound),
  );

export const DescribePropagation = <K extends ResourceKind>(face: Face<K>): MethodDecorator =>
  applyDecorators(
    ApiTags(face.collection),
    One(face),
    ApiOperation({
      operationId: `read${face.title}Propagation`,
      summary: `Read which units have the last change of a ${face.title}`,
      description: 'The receipt. Still there after it was deleted.',
    }),
    Succeeds({
      status: 200,
      description: 'The receipt.',
      schema: { of: 'Propagation' },
      examples: { Propagation: propagationEntity(EXAMPLE_RECEIPT) },
    }),
    Refuses(face.problems.notFound),
  );
