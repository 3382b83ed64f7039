import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { CreateClientForm, UpdateClientForm } from '../body/client-form.dto.ts';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, TOKEN_LENGTH } from '../query/list-query.ts';
import { accountEntity } from '../rendering/account.ts';
import { clientEntity } from '../rendering/client.ts';
import { clientPageEntity } from '../rendering/client-list.ts';
import { historyEntity } from '../rendering/history.ts';
import { propagationEntity } from '../rendering/propagation.ts';
import { EXAMPLE_ACCOUNT, EXAMPLE_CLIENT, EXAMPLE_EVENT, EXAMPLE_RECEIPT } from './examples.ts';
import { BODY_PROBLEMS, Refuses, Succeeds } from './responses.ts';

export const AccountSid = ApiParam({
  name: 'AccountSid',
  schema: { type: 'string', pattern: '^AC[0-9a-f]{32}$' },
  description: 'Your account or one below it.',
});
const ClientSid = ApiParam({ name: 'ClientSid', schema: { type: 'string', pattern: '^CL[0-9a-f]{32}$' } });
const IfMatch = ApiHeader({
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
const WAITED = ['Preference-Applied', 'Tandem-Propagation'] as const;
const Body = (type: typeof CreateClientForm | typeof UpdateClientForm): MethodDecorator =>
  applyDecorators(
    ApiConsumes('application/x-www-form-urlencoded', 'application/json'),
    ApiBody({ type, required: type === CreateClientForm }),
  );

const one = { Client: clientEntity(EXAMPLE_CLIENT) };

export const DescribeAccount = (): MethodDecorator =>
  applyDecorators(
    ApiTags('Accounts'),
    AccountSid,
    ApiOperation({ operationId: 'readAccount', summary: 'Read an account' }),
    Succeeds({
      status: 200,
      description: 'The account.',
      schema: { of: 'Account' },
      examples: { Account: accountEntity(EXAMPLE_ACCOUNT) },
    }),
    Refuses(),
  );

export const DescribeList = (): MethodDecorator =>
  applyDecorators(
    ApiTags('Clients'),
    AccountSid,
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
    ApiQuery({ name: 'Login', required: false, schema: { type: 'string', minLength: 1 } }),
    ApiQuery({ name: 'FriendlyName', required: false, schema: { type: 'string', minLength: 1 } }),
    ApiQuery({ name: 'Status', required: false, schema: { type: 'string', enum: ['0', '1'] } }),
    ApiOperation({ operationId: 'listClients', summary: 'List Clients in the order of their creation' }),
    Succeeds({
      status: 200,
      description: 'The Clients.',
      schema: { of: 'Client', list: true },
      examples: { Clients: clientPageEntity([EXAMPLE_CLIENT]) },
      headers: ['Link', 'X-Total-Count'],
    }),
    Refuses(21102, 21103, 21104, 21107, 21108),
  );

export const DescribeCreate = (): MethodDecorator =>
  applyDecorators(
    ApiTags('Clients'),
    AccountSid,
    Body(CreateClientForm),
    Prefer,
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      schema: { type: 'string', minLength: 1, maxLength: 255 },
      description: 'A fresh random text: a repeated request with it gets the same answer and makes nothing.',
    }),
    ApiOperation({ operationId: 'createClient', summary: 'Create a Client' }),
    Succeeds({
      status: 201,
      description: 'The new Client.',
      schema: { of: 'Client' },
      examples: one,
      headers: ['Location', 'ETag', 'Tandem-Revision', 'Idempotent-Replayed', ...WAITED],
    }),
    Refuses(...BODY_PROBLEMS, 21120, 21205, 21207),
  );

export const DescribeRead = (): MethodDecorator =>
  applyDecorators(
    ApiTags('Clients'),
    AccountSid,
    ClientSid,
    ApiHeader({ name: 'If-None-Match', required: false, description: 'Entity tags that you have.' }),
    ApiOperation({ operationId: 'readClient', summary: 'Read a Client' }),
    Succeeds({
      status: 200,
      description: 'The Client.',
      schema: { of: 'Client' },
      examples: one,
      headers: ['ETag'],
    }),
    Succeeds({ status: 304, description: 'You have this version.', headers: ['ETag'] }),
    Refuses(21204),
  );

/** @param method POST and PUT are the same partial update. */
export const DescribeUpdate = (method: 'Post' | 'Put'): MethodDecorator =>
  applyDecorators(
    ApiTags('Clients'),
    AccountSid,
    ClientSid,
    IfMatch,
    Prefer,
    Body(UpdateClientForm),
    ApiOperation({
      operationId: `updateClientBy${method}`,
      summary: 'Change a Client',
      description: 'A partial update: absent fields stay. POST and PUT are the same.',
    }),
    Succeeds({
      status: 200,
      description: 'The Client as it is now.',
      schema: { of: 'Client' },
      examples: one,
      headers: ['ETag', 'Tandem-Revision', ...WAITED],
    }),
    Refuses(...BODY_PROBLEMS, 21109, 21120, 21204, 21206),
  );

export const DescribeDelete = (): MethodDecorator =>
  applyDecorators(
    ApiTags('Clients'),
    AccountSid,
    ClientSid,
    IfMatch,
    Prefer,
    ApiOperation({ operationId: 'deleteClient', summary: 'Delete a Client for good' }),
    Succeeds({
      status: 200,
      description: 'The last representation of the Client.',
      schema: { of: 'Client' },
      examples: one,
      headers: ['Tandem-Revision', ...WAITED],
    }),
    Refuses(21109, 21120, 21204, 21206, 21501),
  );

export const DescribeHistory = (): MethodDecorator =>
  applyDecorators(
    ApiTags('Clients'),
    AccountSid,
    ClientSid,
    ApiOperation({
      operationId: 'readClientHistory',
      summary: 'Read every change of a Client, oldest first',
      description: 'Still there after the Client was deleted.',
    }),
    Succeeds({
      status: 200,
      description: 'The changes.',
      schema: { of: 'Event', list: true },
      examples: { Events: historyEntity(EXAMPLE_CLIENT, [EXAMPLE_EVENT]) },
    }),
    Refuses(21204),
  );

export const DescribePropagation = (): MethodDecorator =>
  applyDecorators(
    ApiTags('Clients'),
    AccountSid,
    ClientSid,
    ApiOperation({
      operationId: 'readClientPropagation',
      summary: 'Read which units have the last change of a Client',
      description: 'The receipt. Still there after the Client was deleted.',
    }),
    Succeeds({
      status: 200,
      description: 'The receipt.',
      schema: { of: 'Propagation' },
      examples: { Propagation: propagationEntity(EXAMPLE_RECEIPT) },
    }),
    Refuses(21204),
  );
