import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { KeyForm } from '../body/key-form.dto.ts';
import { keyEntity, keysEntity } from '../rendering/key.ts';
import { EXAMPLE_KEY, EXAMPLE_TOKEN } from './examples.ts';
import { AccountSid, Body } from './operations.ts';
import { BODY_PROBLEMS, Refuses, Succeeds } from './responses.ts';
import { sidSchema } from './schema.ts';

const Tag = ApiTags('Keys');
const KeySid = ApiParam({ name: 'KeySid', schema: sidSchema('KY') });
const shown = { schema: { of: 'Key' }, examples: { Key: keyEntity({ key: EXAMPLE_KEY }) } };

export const DescribeKeys = (): MethodDecorator =>
  applyDecorators(
    Tag,
    AccountSid,
    ApiOperation({ operationId: 'listKeys', summary: 'List the additional keys of an account' }),
    Succeeds({
      status: 200,
      description: 'The keys, expired ones too.',
      schema: { of: 'Key', list: true },
      examples: { Keys: keysEntity([{ key: EXAMPLE_KEY }]) },
    }),
    Refuses(),
  );

export const DescribeCreateKey = (): MethodDecorator =>
  applyDecorators(
    Tag,
    AccountSid,
    Body(KeyForm, false),
    ApiOperation({
      operationId: 'createKey',
      summary: 'Make an additional key of an account',
      description: 'The answer shows its secret, once: the password beside the AccountSid.',
    }),
    Succeeds({
      status: 201,
      description: 'The new key.',
      schema: { of: 'Key' },
      examples: { Key: keyEntity({ key: EXAMPLE_KEY, secret: EXAMPLE_TOKEN }) },
    }),
    Refuses(...BODY_PROBLEMS, 21213, 21217),
  );

export const DescribeKey = (): MethodDecorator =>
  applyDecorators(
    Tag,
    AccountSid,
    KeySid,
    ApiOperation({ operationId: 'readKey', summary: 'Read an additional key' }),
    Succeeds({ status: 200, description: 'The key.', ...shown }),
    Refuses(21216),
  );

export const DescribeRevokeKey = (): MethodDecorator =>
  applyDecorators(
    Tag,
    AccountSid,
    KeySid,
    ApiOperation({ operationId: 'revokeKey', summary: 'Revoke an additional key' }),
    Succeeds({ status: 200, description: 'The key as it was.', ...shown }),
    Refuses(21213, 21216, 21501),
  );
