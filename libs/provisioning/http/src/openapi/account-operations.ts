import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { AccountForm } from '../body/account-form.dto.ts';
import { DEFAULT_GRACE_SECONDS, MAX_GRACE_SECONDS } from '../query/grace.ts';
import { accountEntity, accountsEntity } from '../rendering/account.ts';
import { EXAMPLE_ACCOUNT, EXAMPLE_TOKEN } from './examples.ts';
import { AccountSid, Body, IdempotencyKey, IfMatch, Paging, Prefer, WAITED } from './operations.ts';
import { BODY_PROBLEMS, Refuses, Succeeds } from './responses.ts';

const Tag = ApiTags('Accounts');

const shown = {
  schema: { of: 'Account' },
  examples: { Account: accountEntity({ account: EXAMPLE_ACCOUNT }) },
};

const withToken = {
  schema: { of: 'Account' },
  examples: { Account: accountEntity({ account: EXAMPLE_ACCOUNT, authToken: EXAMPLE_TOKEN }) },
};

export const DescribeAccounts = (): MethodDecorator =>
  applyDecorators(
    Tag,
    Paging,
    ApiQuery({ name: 'FriendlyName', required: false, schema: { type: 'string', minLength: 1 } }),
    ApiOperation({
      operationId: 'listAccounts',
      summary: 'List the accounts right below yours in the order of their creation',
      description: 'At most a thousand at once: more come page by page.',
    }),
    Succeeds({
      status: 200,
      description: 'The accounts.',
      schema: { of: 'Account', list: true, listElement: 'Accounts' },
      examples: { Accounts: accountsEntity([{ account: EXAMPLE_ACCOUNT }]) },
      headers: ['Link', 'X-Total-Count'],
    }),
    Refuses(21102, 21103, 21104, 21107, 21108),
  );

export const DescribeCreateAccount = (): MethodDecorator =>
  applyDecorators(
    Tag,
    Body(AccountForm, false),
    Prefer,
    IdempotencyKey,
    ApiOperation({
      operationId: 'createAccount',
      summary: 'Create an account below yours',
      description:
        'The answer shows its AuthToken, once: it is stored as a hash. A repeated answer shows none.',
    }),
    Succeeds({
      status: 201,
      description: 'The new account.',
      ...withToken,
      headers: ['Location', 'ETag', 'Tandem-Revision', 'Idempotent-Replayed', ...WAITED],
    }),
    Refuses(...BODY_PROBLEMS, 21120, 21207, 21213, 21215, 21221),
  );

export const DescribeAccount = (): MethodDecorator =>
  applyDecorators(
    Tag,
    AccountSid,
    ApiHeader({ name: 'If-None-Match', required: false, description: 'Entity tags that you have.' }),
    ApiOperation({ operationId: 'readAccount', summary: 'Read an account' }),
    Succeeds({ status: 200, description: 'The account.', ...shown, headers: ['ETag'] }),
    Succeeds({ status: 304, description: 'You have this version.', headers: ['ETag'] }),
    Refuses(),
  );

/** @param method POST and PUT are the same partial update. */
export const DescribeUpdateAccount = (method: 'Post' | 'Put'): MethodDecorator =>
  applyDecorators(
    Tag,
    AccountSid,
    IfMatch,
    Prefer,
    Body(AccountForm, false),
    ApiOperation({
      operationId: `updateAccountBy${method}`,
      summary: 'Change an account',
      description:
        'A partial update. Status, Role and SipDomain are for accounts above it alone. A SIP domain that is renamed goes on under the name before, as an alias; the digests of its Clients are made anew where their passwords can be read.',
    }),
    ApiQuery({
      name: 'Force',
      required: false,
      schema: { type: 'boolean', default: false },
      description: 'Rename the SIP domain also where Clients need new passwords then.',
    }),
    Succeeds({
      status: 200,
      description: 'The account as it is now.',
      ...shown,
      headers: ['ETag', 'Tandem-Revision', ...WAITED],
    }),
    Refuses(...BODY_PROBLEMS, 21107, 21109, 21120, 21206, 21213, 21214, 21221, 21223, 21224, 21225),
  );

export const DescribeRotation = (): MethodDecorator =>
  applyDecorators(
    Tag,
    AccountSid,
    ApiQuery({
      name: 'GracePeriod',
      required: false,
      schema: { type: 'integer', minimum: 0, maximum: MAX_GRACE_SECONDS, default: DEFAULT_GRACE_SECONDS },
      description: 'For how many seconds the AuthToken before it goes on.',
    }),
    ApiOperation({
      operationId: 'rotateAuthToken',
      summary: 'Replace the AuthToken of an account',
      description: 'The answer shows the new one, once.',
    }),
    Succeeds({
      status: 200,
      description: 'The account with its new AuthToken.',
      ...withToken,
      headers: ['ETag', 'Tandem-Revision'],
    }),
    Refuses(21102, 21103, 21104, 21107, 21206, 21213, 21501),
  );
