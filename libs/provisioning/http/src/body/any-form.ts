import { IntersectionType } from '@nestjs/swagger';
import { AccountForm } from './account-form.dto.ts';
import { CreateApplicationForm } from './application-form.dto.ts';
import { CLIENT_FIELDS, CreateClientForm } from './client-form.dto.ts';
import { DomainAliasForm } from './domain-alias-form.dto.ts';
import { KeyForm } from './key-form.dto.ts';
import { MessageForm } from './message-form.dto.ts';
import { CreateNumberForm } from './number-form.dto.ts';
import { CreateWebhookForm } from './webhook-form.dto.ts';

/** Every field that some body may have: a body is read before it is known what for, and what a kind does not have is ignored. */
export class AnyForm extends IntersectionType(
  CreateClientForm,
  CreateApplicationForm,
  CreateNumberForm,
  CreateWebhookForm,
  AccountForm,
  KeyForm,
  DomainAliasForm,
  MessageForm,
) {}

/** Their names; a class has none until they are set. */
export const FORM_FIELDS = [
  ...CLIENT_FIELDS,
  'Kind',
  'PhoneNumber',
  'IsSIP',
  'RcmlUrl',
  'SmsUrl',
  'SmsMethod',
  'SmsFallbackUrl',
  'SmsFallbackMethod',
  'SmsApplicationSid',
  'StatusCallback',
  'Url',
  'Events',
  'EmailAddress',
  'Role',
  'ExpiresAt',
  'SipDomain',
  'Name',
  'From',
  'To',
  'Body',
] as const satisfies readonly (keyof AnyForm)[];
