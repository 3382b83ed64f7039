import { err, isSid, ok } from '@tandem/kernel';
import type { Result, Sid } from '@tandem/kernel';
import type { RecordQuery } from '@tandem/records';
import { parsePairs } from '../body/percent.ts';
import { problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';
import type { RecordFace, RecordFilter } from '../faces/record-face.ts';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from './list-query.ts';
import { parseTime } from './time.ts';

const PAGE_SIZE = /^(?:[1-9]\d{0,2}|1000)$/;
const PAGE = /^\d{1,9}$/;

/** What a list of records is asked for. */
export interface RecordListQuery<C extends string> {
  readonly page: number;
  readonly pageSize: number;
  readonly afterSid: Sid | null;
  readonly query: RecordQuery<C>;
  /** Whether the records of all accounts below are asked for too. */
  readonly subAccounts: boolean;
  /** The filters and the order as sent, for links to other pages. */
  readonly sent: readonly (readonly [parameter: string, value: string])[];
}

type Given = Readonly<Record<string, string | undefined>>;
/** Everything but the filters, which each kind has of its own. */
const COMMON = ['StartTime', 'EndTime', 'SortBy', 'SubAccounts'] as const;
const FLAG = /^(?:true|false)$/i;

type SomeFace<C extends string> = Pick<RecordFace<never, C>, 'filters' | 'sorts'>;

const fits = (schema: RecordFilter<string>['schema'], value: string): boolean =>
  value !== '' &&
  (schema.enum === undefined || schema.enum.includes(value)) &&
  (schema.pattern === undefined || new RegExp(schema.pattern).test(value));

const wanted = ({ parameter, schema }: RecordFilter<string>): string => {
  if (schema.enum !== undefined) return `${parameter} is none of ${schema.enum.join(', ')}`;
  return schema.pattern === undefined
    ? `${parameter} is empty`
    : `${parameter} is not a ${schema.type === 'integer' ? 'whole number' : 'sid'}`;
};

const sortOf = <C extends string>(
  { sorts }: SomeFace<C>,
  text: string,
): NonNullable<RecordQuery<C>['sort']> | null => {
  const [name = '', direction = 'asc', ...more] = text.split(':');
  const by = Object.hasOwn(sorts, name) ? sorts[name] : undefined;
  if (by === undefined || more.length > 0 || (direction !== 'asc' && direction !== 'desc')) return null;
  return { by, descending: direction === 'desc' };
};

/** What is wrong with the values, in the order of the documentation. */
const faultsOf = <C extends string>(face: SomeFace<C>, given: Given): string[] => {
  const checks: readonly [boolean, string][] = [
    [PAGE.test(given['Page'] ?? '0'), 'Page is not a whole number from 0'],
    [PAGE_SIZE.test(given['PageSize'] ?? '1'), `PageSize is not a whole number from 1 to ${MAX_PAGE_SIZE}`],
    [given['AfterSid'] === undefined || isSid(given['AfterSid']), 'AfterSid is not a sid'],
    ...face.filters.map((filter): [boolean, string] => {
      const value = given[filter.parameter];
      return [value === undefined || fits(filter.schema, value), wanted(filter)];
    }),
    ...(['StartTime', 'EndTime'] as const).map((name): [boolean, string] => {
      const value = given[name];
      return [
        value === undefined || parseTime(value) !== null,
        `${name} is neither yyyy-mm-dd nor an ISO 8601 time with an offset (+ is written %2B)`,
      ];
    }),
    [FLAG.test(given['SubAccounts'] ?? 'false'), 'SubAccounts is neither true nor false'],
    [
      given['SortBy'] === undefined || sortOf(face, given['SortBy']) !== null,
      `SortBy is not one of ${Object.keys(face.sorts).join(', ')}, with :asc or :desc`,
    ],
  ];
  return checks.flatMap(([right, fault]) => (right ? [] : [fault]));
};

const queryOf = <C extends string>(face: SomeFace<C>, given: Given, accountSid: Sid): RecordQuery<C> => {
  const parts = face.filters.map(({ parameter, filters }) => {
    const value = given[parameter];
    return value === undefined ? {} : filters(value);
  });
  const from = given['StartTime'] === undefined ? null : parseTime(given['StartTime']);
  const end = given['EndTime'] === undefined ? null : parseTime(given['EndTime']);
  const sort = given['SortBy'] === undefined ? null : sortOf(face, given['SortBy']);
  return {
    accountSid,
    equal: Object.assign({}, ...parts.map(({ equal }) => equal)) as RecordQuery<C>['equal'] & object,
    suffix: Object.assign({}, ...parts.map(({ suffix }) => suffix)) as RecordQuery<C>['suffix'] & object,
    contains: Object.assign({}, ...parts.map(({ contains }) => contains)) as RecordQuery<C>['contains'] &
      object,
    ...(from && { from: from.from }),
    ...(end && { before: end.before }),
    ...(sort && { sort }),
  };
};

/** Reads and checks the query string of a list of records, without its question mark; other parameters are ignored. */
export const parseRecordListQuery = <C extends string>(
  text: string,
  face: SomeFace<C>,
  accountSid: Sid,
): Result<RecordListQuery<C>, Problem> => {
  const pairs = parsePairs(text);
  if (!pairs.ok) return pairs;
  const given: Given = pairs.value;
  const faults = faultsOf(face, given);
  if (faults.length > 0) return err(problem(21107, { detail: faults.join(', ') }));
  const names = [...face.filters.map(({ parameter }) => parameter), ...COMMON];
  return ok({
    page: Number(given['Page'] ?? 0),
    pageSize: Number(given['PageSize'] ?? DEFAULT_PAGE_SIZE),
    afterSid: given['AfterSid'] ?? null,
    query: queryOf(face, given, accountSid),
    subAccounts: given['SubAccounts']?.toLowerCase() === 'true',
    sent: names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]] as const])),
  });
};
