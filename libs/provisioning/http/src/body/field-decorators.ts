import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { IsOptional, ValidateBy } from 'class-validator';

/** A field as JSON may carry it. A form carries text only. */
export type FieldValue = string | number | boolean | null;

/**
 * Text, or a whole number that JSON can hold without losing digits (`"Status": 1`), or true and false where these are what
 * is asked for. What the text may be is the domain's to say: one rule for forms and JSON.
 */
const IsFieldText = (booleans: boolean): PropertyDecorator =>
  ValidateBy({
    name: 'isFieldText',
    validator: {
      validate: (value) =>
        typeof value === 'string' || Number.isSafeInteger(value) || (booleans && typeof value === 'boolean'),
      defaultMessage: (args) => `${args?.property ?? 'A field'} is not text`,
    },
  });

/** Checks a field, where it is given. */
export const Checked = (): PropertyDecorator => applyDecorators(IsOptional(), IsFieldText(false));

/** A field that may be left out. */
export const Field = (options: ApiPropertyOptions): PropertyDecorator =>
  applyDecorators(Checked(), ApiPropertyOptional({ type: String, ...options }));

/** One that is true or false, false where it is left out. */
export const Flag = (options: ApiPropertyOptions): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    IsFieldText(true),
    ApiPropertyOptional({
      type: String,
      enum: ['true', 'false'],
      default: 'false',
      ...options,
    }),
  );

export const METHOD_RULE = {
  description: 'How the URL is requested: GET or POST, in any case.',
  pattern: '^([Gg][Ee][Tt]|[Pp][Oo][Ss][Tt])$',
  default: 'POST',
} as const;

export const URL_RULE = {
  maxLength: 2048,
  description: 'An absolute http or https URL; empty clears it.',
} as const;

export const APPLICATION_RULE = {
  pattern: '^(AP[0-9a-f]{32})?$',
  description: 'An Application of the account, which then answers instead of the URLs; empty clears it.',
} as const;
