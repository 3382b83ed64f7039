import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { IsIn, IsOptional, IsString, Length, Matches, validateSync } from 'class-validator';
import { parsePairs } from '../body/percent.ts';
import { problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';

export const MAX_PAGE_SIZE = 1000;
/** Where a PageToken comes without a PageSize. */
export const DEFAULT_PAGE_SIZE = 50;

const PAGE_SIZE = /^(?:[1-9]\d{0,2}|1000)$/;
export const TOKEN_LENGTH = 512;

/** What lists take as their query; each kind takes some of it, other parameters are ignored. */
export class ListQuery {
  @IsOptional()
  @Matches(PAGE_SIZE, { message: `PageSize is not a whole number from 1 to ${MAX_PAGE_SIZE}` })
  PageSize?: string;

  @IsOptional()
  @Length(1, TOKEN_LENGTH, { message: `PageToken is empty or longer than ${TOKEN_LENGTH} characters` })
  PageToken?: string;

  @IsOptional()
  @IsString()
  @Length(1, undefined, { message: 'Login is empty' })
  Login?: string;

  @IsOptional()
  @IsString()
  @Length(1, undefined, { message: 'FriendlyName is empty' })
  FriendlyName?: string;

  @IsOptional()
  @IsString()
  @Length(1, undefined, { message: 'PhoneNumber is empty' })
  PhoneNumber?: string;

  @IsOptional()
  @IsIn(['0', '1'], { message: 'Status is neither 0 nor 1' })
  Status?: string;
}

export type ListParameter = keyof ListQuery;

const PAGING = ['PageSize', 'PageToken'] as const;

/** Reads and checks a list's query string, without its question mark: paging, and these filters. */
export const parseListQuery = (
  text: string,
  filters: readonly ListParameter[],
): Result<ListQuery, Problem> => {
  const query = new ListQuery();
  if (text === '') return ok(query);
  const pairs = parsePairs(text);
  if (!pairs.ok) return pairs;
  for (const name of [...PAGING, ...filters]) {
    const value = pairs.value[name];
    if (value !== undefined) query[name] = value;
  }
  const messages = validateSync(query).flatMap(({ constraints }) => Object.values(constraints ?? {}));
  return messages.length === 0 ? ok(query) : err(problem(21107, { detail: messages.join(', ') }));
};
