import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { RecordFace } from '../faces/record-face.ts';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../query/list-query.ts';
import { csvLine } from '../rendering/csv.ts';
import { recordEntity } from '../rendering/record.ts';
import { recordPageEntity } from '../rendering/record-page.ts';
import { AccountSid } from './operations.ts';
import { Refuses, Succeeds } from './responses.ts';

const QUERY_PROBLEMS = [21102, 21103, 21104, 21107];
const TIME = 'A day (`yyyy-mm-dd`, UTC) or an ISO 8601 time with its offset; inclusive.';

const Filters = <R extends object, C extends string>({ filters, sorts }: RecordFace<R, C>): MethodDecorator =>
  applyDecorators(
    ...filters.map(({ parameter, schema }) => ApiQuery({ name: parameter, required: false, schema })),
    ...['StartTime', 'EndTime'].map((name) =>
      ApiQuery({ name, required: false, schema: { type: 'string' }, description: TIME }),
    ),
    ApiQuery({
      name: 'SortBy',
      required: false,
      schema: { type: 'string', pattern: `^(${Object.keys(sorts).join('|')})(:(asc|desc))?$` },
      description: 'Default: DateCreated:desc.',
    }),
    ApiQuery({
      name: 'SubAccounts',
      required: false,
      schema: { type: 'boolean', default: false },
      description: 'Those of all accounts below, too.',
    }),
  );

const Paging = applyDecorators(
  ApiQuery({ name: 'Page', required: false, schema: { type: 'integer', minimum: 0, default: 0 } }),
  ApiQuery({
    name: 'PageSize',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: MAX_PAGE_SIZE, default: DEFAULT_PAGE_SIZE },
  }),
  ApiQuery({
    name: 'AfterSid',
    required: false,
    schema: { type: 'string' },
    description: 'Where the page before ended; `next_page_uri` has it, so that new records move nothing.',
  }),
);

export const DescribeRecords = <R extends object, C extends string>(
  face: RecordFace<R, C>,
): MethodDecorator => {
  const asked = { page: 0, pageSize: DEFAULT_PAGE_SIZE, afterSid: null, sent: [] };
  const accountSid = 'ACae6e420f425248d6a26948c17a9e2acf';
  const example = recordPageEntity({ face, accountSid, asked, records: [face.example], total: 1 });
  return applyDecorators(
    ApiTags(face.collection),
    AccountSid,
    Paging,
    Filters(face),
    ApiOperation({ operationId: `list${face.collection}`, summary: `List ${face.collection}, newest first` }),
    Succeeds({
      status: 200,
      description: 'A page of them.',
      schema: { of: face.collection },
      examples: { [face.collection]: example },
    }),
    Refuses(...QUERY_PROBLEMS),
  );
};

export const DescribeCsv = <R extends object, C extends string>(face: RecordFace<R, C>): MethodDecorator => {
  const example =
    csvLine(face.fields.map(({ json }) => json)) +
    csvLine(face.fields.map(({ of }) => of(face.example, 'json')));
  return applyDecorators(
    ApiTags(face.collection),
    AccountSid,
    Filters(face),
    ApiOperation({ operationId: `export${face.collection}`, summary: `All ${face.collection} as CSV` }),
    ApiResponse({
      status: 200,
      description: 'All that the filters find, streamed; the first row names the fields.',
      content: {
        'text/csv': { schema: { type: 'string' }, examples: { [face.collection]: { value: example } } },
      },
    }),
    Refuses(...QUERY_PROBLEMS),
  );
};

export const DescribeRecord = <R extends object, C extends string>(face: RecordFace<R, C>): MethodDecorator =>
  applyDecorators(
    ApiTags(face.collection),
    AccountSid,
    ApiParam({ name: face.sidParameter, schema: { type: 'string' } }),
    ApiOperation({ operationId: `read${face.element}`, summary: `Read one of the ${face.collection}` }),
    Succeeds({
      status: 200,
      description: `The ${face.element}.`,
      schema: { of: face.element },
      examples: { [face.element]: recordEntity(face, face.example) },
    }),
    Refuses(face.notFound),
  );
