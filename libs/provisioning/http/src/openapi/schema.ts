import type { OpenAPIObject } from '@nestjs/swagger';

export type Schema = Exclude<
  NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string],
  { $ref: string }
>;

export const METHOD: Schema = { type: 'string', enum: ['GET', 'POST'] };

export const DATE: Schema = {
  type: 'string',
  pattern: '^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [1-9]\\d? [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000$',
};

export const URL: Schema = { type: 'string', maxLength: 2048 };

/** A sid with this prefix. */
export const sidSchema = (prefix: string): Schema => ({ type: 'string', pattern: `^${prefix}[0-9a-f]{32}$` });

/** What every representation begins with, by JSON name. */
export const headingSchemas = (prefix: string, title: string): Readonly<Record<string, Schema>> => ({
  sid: { ...sidSchema(prefix), description: `Names this ${title}; never given to another.` },
  date_created: DATE,
  date_updated: DATE,
  account_sid: { ...sidSchema('AC'), description: `The account that owns the ${title}.` },
  api_version: { type: 'string', enum: ['2012-04-24'] },
  uri: { type: 'string', description: `The path of this ${title}, ending in .json in JSON.` },
});
