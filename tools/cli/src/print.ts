import { textTable } from '@tandem/operator';
import { ACCOUNT_COLUMNS, KINDS } from './kinds.ts';

type Item = Readonly<Record<string, unknown>>;
type Columns = readonly (readonly [title: string, of: (item: Item) => unknown])[];

const cell = (value: unknown): string => {
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

const column = (title: string, name: string): Columns[number] => [title, (item) => item[name]];

const HISTORY: Columns = [
  column('VERSION', 'version'),
  column('REVISION', 'revision'),
  column('EVENT', 'type'),
  column('RECORDED AT', 'recorded_at'),
  column('CHANGED', 'changed'),
];

const TABLES: Readonly<Record<string, Columns>> = {
  ...Object.fromEntries(
    KINDS.flatMap(({ noun, columns }): [string, Columns][] => [
      [`${noun} list`, columns.map(([title, field]) => column(title, field))],
      [`${noun} history`, HISTORY],
    ]),
  ),
  'accounts list': ACCOUNT_COLUMNS.map(([title, field]) => column(title, field)),
  'receipts get': [
    column('UNIT', 'unit'),
    column('KIND', 'kind'),
    column('STATUS', 'status'),
    column('REVISION', 'revision'),
    column('APPLIED AT', 'applied_at'),
    column('LAG MS', 'lag_ms'),
  ],
};

const tableOf = (columns: Columns, items: readonly Item[]): string =>
  textTable([
    columns.map(([title]) => title),
    ...items.map((item) => columns.map(([, of]) => cell(of(item)))),
  ]);

/** Not for a terminal that others may look at; `--json` has it. */
const HIDDEN: ReadonlySet<string> = new Set(['password']);

const properties = (item: Item): string =>
  textTable(
    Object.entries(item)
      .filter(([name, value]) => !HIDDEN.has(name) && typeof value !== 'object')
      .map(([name, value]) => [name, cell(value)]),
  );

/** An answer for people. */
export const printAnswer = (command: string, body: unknown): string => {
  const columns = TABLES[command];
  if (columns === undefined) return properties(body as Item);
  if (Array.isArray(body)) return tableOf(columns, body as readonly Item[]);
  const { units, ...receipt } = body as Item & { readonly units: readonly Item[] };
  return `${properties(receipt)}\n\n${tableOf(columns, units)}`;
};
