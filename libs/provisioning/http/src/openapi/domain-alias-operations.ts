import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { DomainAliasForm } from '../body/domain-alias-form.dto.ts';
import { aliasEntity, aliasesEntity } from '../rendering/domain-alias.ts';
import { EXAMPLE_ALIAS } from './examples.ts';
import { AccountSid, Body } from './operations.ts';
import { BODY_PROBLEMS, Refuses, Succeeds } from './responses.ts';

const Tag = ApiTags('SIP domains');
const Name = ApiParam({ name: 'Name', schema: { type: 'string', maxLength: 253 } });
const shown = {
  schema: { of: 'SipDomainAlias' },
  examples: { SipDomainAlias: aliasEntity(EXAMPLE_ALIAS) },
};

export const DescribeAliases = (): MethodDecorator =>
  applyDecorators(
    Tag,
    AccountSid,
    ApiOperation({
      operationId: 'listSipDomainAliases',
      summary: 'List the further names of the SIP domain that an account has of its own',
    }),
    Succeeds({
      status: 200,
      description: 'The names; none for an account in the SIP domain of one above.',
      schema: { of: 'SipDomainAlias', list: true, listElement: 'SipDomainAliases' },
      examples: { SipDomainAliases: aliasesEntity([EXAMPLE_ALIAS]) },
    }),
    Refuses(),
  );

export const DescribeAddAlias = (): MethodDecorator =>
  applyDecorators(
    Tag,
    AccountSid,
    Body(DomainAliasForm, true),
    ApiOperation({
      operationId: 'addSipDomainAlias',
      summary: 'Give the SIP domain of an account a further name',
      description:
        'It only selects the domain: addresses-of-record and the digest realm stay. For accounts above alone.',
    }),
    Succeeds({
      status: 201,
      description: 'The new name.',
      ...shown,
      headers: ['Location', 'ETag', 'Tandem-Revision'],
    }),
    Refuses(...BODY_PROBLEMS, 21213, 21214, 21221, 21222, 21226),
  );

export const DescribeRemoveAlias = (): MethodDecorator =>
  applyDecorators(
    Tag,
    AccountSid,
    Name,
    ApiOperation({
      operationId: 'removeSipDomainAlias',
      summary: 'Take a further name from the SIP domain of an account',
      description: 'Phones that know their unit by it find none any more. For accounts above alone.',
    }),
    Succeeds({
      status: 200,
      description: 'The name as it was.',
      ...shown,
      headers: ['ETag', 'Tandem-Revision'],
    }),
    Refuses(21213, 21214, 21227, 21501),
  );
