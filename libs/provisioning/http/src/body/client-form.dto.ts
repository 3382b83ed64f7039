import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { IsOptional, ValidateBy } from 'class-validator';

/** A field as JSON may carry it. A form carries text only. */
export type FieldValue = string | number | null;

/**
 * Text, or a whole number that JSON can hold without losing digits (`"Status": 1`). What the text may be is the domain's
 * to say: one rule for forms and JSON.
 */
const IsFieldText = (): PropertyDecorator =>
  ValidateBy({
    name: 'isFieldText',
    validator: {
      validate: (value) => typeof value === 'string' || Number.isSafeInteger(value),
      defaultMessage: (args) => `${args?.property ?? 'A field'} is not text`,
    },
  });

const METHOD: ApiPropertyOptions = {
  description: 'How the URL is requested: GET or POST, in any case.',
  pattern: '^([Gg][Ee][Tt]|[Pp][Oo][Ss][Tt])$',
  default: 'POST',
};

const URL_RULE = { maxLength: 2048, description: 'An absolute http or https URL; empty clears it.' };

const PASSWORD = {
  minLength: 1,
  maxLength: 128,
  description: 'The secret with which the phone registers and calls.',
};

/** What an update takes; absent fields stay as they are, unknown ones are ignored. */
export class UpdateClientForm {
  @IsOptional()
  @IsFieldText()
  @ApiPropertyOptional({ type: String, maxLength: 64, description: 'Empty: back to the Login.' })
  FriendlyName?: FieldValue;

  @IsOptional()
  @IsFieldText()
  @ApiPropertyOptional({ type: String, ...PASSWORD })
  Password?: FieldValue;

  @IsOptional()
  @IsFieldText()
  @ApiPropertyOptional({ type: String, enum: ['0', '1'], description: '0: disabled, 1: enabled.' })
  Status?: FieldValue;

  @IsOptional()
  @IsFieldText()
  @ApiPropertyOptional({ type: String, ...URL_RULE })
  VoiceUrl?: FieldValue;

  @IsOptional()
  @IsFieldText()
  @ApiPropertyOptional({ type: String, ...METHOD })
  VoiceMethod?: FieldValue;

  @IsOptional()
  @IsFieldText()
  @ApiPropertyOptional({ type: String, ...URL_RULE })
  VoiceFallbackUrl?: FieldValue;

  @IsOptional()
  @IsFieldText()
  @ApiPropertyOptional({ type: String, ...METHOD })
  VoiceFallbackMethod?: FieldValue;

  @IsOptional()
  @IsFieldText()
  @ApiPropertyOptional({
    type: String,
    pattern: '^(AP[0-9a-f]{32})?$',
    description: 'An Application of the account, which then answers instead of the URLs; empty clears it.',
  })
  VoiceApplicationSid?: FieldValue;
}

/** What a creation takes. Login never changes afterwards. */
export class CreateClientForm extends UpdateClientForm {
  @IsOptional()
  @IsFieldText()
  @ApiProperty({
    type: String,
    minLength: 1,
    maxLength: 64,
    pattern: "^([A-Za-z0-9\\-_.!~*'();&=+$,]|%[0-9A-Fa-f]{2})+$",
    example: 'alice',
    description:
      'The user name of the phone: userinfo of RFC 2396 without a colon, unique in the SIP domain.',
  })
  Login?: FieldValue;

  @ApiProperty({ type: String, ...PASSWORD, example: 'test' })
  override Password?: FieldValue;
}

/** Every field that a form or a JSON body may have; others are ignored. */
export const FORM_FIELDS = [
  'Login',
  'Password',
  'FriendlyName',
  'Status',
  'VoiceUrl',
  'VoiceMethod',
  'VoiceFallbackUrl',
  'VoiceFallbackMethod',
  'VoiceApplicationSid',
] as const satisfies readonly (keyof CreateClientForm)[];
