import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { PROBLEM_CODES } from '@tandem/provisioning';
import { PROBLEM_CATALOGUE } from '../errors/catalogue.ts';
import { problemEntity } from '../rendering/problem.ts';
import { content } from './contents.ts';
import type { ContentSchema, Examples } from './contents.ts';
import { headers } from './headers.ts';
import type { HeaderName } from './headers.ts';

export interface Success {
  readonly status: number;
  readonly description: string;
  readonly schema?: ContentSchema;
  readonly examples?: Examples;
  readonly headers?: readonly HeaderName[];
}

export const Succeeds = ({ schema, examples = {}, ...success }: Success): MethodDecorator =>
  ApiResponse({
    status: success.status,
    description: success.description,
    headers: headers(success.headers ?? []),
    ...(schema && { content: content(schema, examples) }),
  });

/** What any request below the API's root may be refused for. */
const ANY = [21100, 21101, 21112, 21201, 21202, 21203, 21500, 21502];

/** What any body may be refused for, and what a write that is not confirmed in time gets. */
export const BODY_PROBLEMS: readonly number[] = [
  ...[21102, 21103, 21104, 21105, 21106, 21113, 21114, 21115, 21501],
  ...Object.keys(PROBLEM_CODES).map(Number),
];

const HEADERS_OF: Readonly<Record<number, readonly HeaderName[]>> = {
  401: ['WWW-Authenticate'],
  412: ['ETag'],
  503: ['Retry-After'],
};

const groupByStatus = (codes: readonly number[]): Map<number, number[]> => {
  const groups = new Map<number, number[]>();
  for (const code of [...new Set(codes)].sort()) {
    const status = PROBLEM_CATALOGUE.get(code)?.status ?? 500;
    groups.set(status, [...(groups.get(status) ?? []), code]);
  }
  return groups;
};

const refusal = ([status, codes]: [number, number[]]): MethodDecorator => {
  const titles = codes.map((code) => `${code}: ${PROBLEM_CATALOGUE.get(code)?.title ?? ''}`);
  const examples = codes.map((code) => {
    const { title = '', remedy = '' } = PROBLEM_CATALOGUE.get(code) ?? {};
    return [String(code), problemEntity({ code, status, message: `${title}. ${remedy}` })];
  });
  return ApiResponse({
    status,
    description: titles.join('; '),
    headers: headers(HEADERS_OF[status] ?? []),
    content: content({ of: 'Problem' }, Object.fromEntries(examples) as Examples),
  });
};

/** The published codes that an operation may answer, beside those that every one may. */
export const Refuses = (...codes: readonly number[]): MethodDecorator =>
  applyDecorators(...[...groupByStatus([...ANY, ...codes])].map(refusal));
