import { applyDecorators } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { propagationEntity } from '../rendering/propagation.ts';
import { EXAMPLE_IMPORT, EXAMPLE_RECEIPT } from './examples.ts';
import { AccountSid, Prefer } from './operations.ts';
import { headers } from './headers.ts';
import { Refuses, Succeeds } from './responses.ts';

const ROWS = `CSV begins with a row of field names; NDJSON has one object a line. The answer has a line for each row
(\`created\`, \`exists\` or \`invalid\` and why) and a last one with the sums and the receipt. An import that broke off
is sent again, whole or from a row on, under the same Idempotency-Key: nothing is made twice. Such an answer has status
408, 413 or 503 and the same lines; its last one has \`complete\` false, \`next_row\` and \`why\`.`;

const lines = (status: number, description: string): MethodDecorator =>
  ApiResponse({
    status,
    description,
    headers: headers(['Preference-Applied']),
    content: {
      'application/x-ndjson': { schema: { type: 'string' }, examples: { Import: { value: EXAMPLE_IMPORT } } },
    },
  });

export const DescribeImport = (): MethodDecorator =>
  applyDecorators(
    ApiTags('Clients'),
    AccountSid,
    Prefer,
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      schema: { type: 'string', minLength: 1, maxLength: 255 },
      description: 'Names the import; without it, it gets a random name.',
    }),
    ApiQuery({
      name: 'FirstRow',
      required: false,
      schema: { type: 'integer', minimum: 1, default: 1 },
      description: 'The number of the first row of this body within the import.',
    }),
    ApiConsumes('text/csv', 'application/x-ndjson'),
    ApiBody({ schema: { type: 'string' } }),
    ApiOperation({
      operationId: 'importClients',
      summary: 'Create up to a million Clients from CSV or NDJSON',
      description: ROWS,
    }),
    lines(200, 'What became of each row.'),
    Refuses(21102, 21103, 21104, 21113, 21114, 21120, 21121, 21122, 21123, 21124, 21314),
  );

export const DescribeRevision = (): MethodDecorator =>
  applyDecorators(
    ApiTags('Clients'),
    AccountSid,
    ApiQuery({
      name: 'Revision',
      required: true,
      schema: { type: 'integer', minimum: 1 },
      description: 'Of an import, or the Tandem-Revision of any write.',
    }),
    ApiOperation({
      operationId: 'readRevisionPropagation',
      summary: 'Read which units have everything up to a revision',
      description: 'One receipt for all that was written before, such as a whole import.',
    }),
    Succeeds({
      status: 200,
      description: 'The receipt; its sid is null.',
      schema: { of: 'Propagation' },
      examples: { Propagation: propagationEntity({ ...EXAMPLE_RECEIPT, sid: null }) },
    }),
    Refuses(21102, 21103, 21104, 21123, 21208),
  );
