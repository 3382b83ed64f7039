import type { Options } from './compile.ts';

const cell = (value: string): string => value.replaceAll('|', '\\|');

/** The options as rows of a Markdown table, for docs/config.md. */
export const documentOptions = (options: Options): string => {
  const rows = Object.values(options).map(
    ({ key, form, fallback, doc }) =>
      `| \`${key}\` | ${cell(form)} | ${fallback === undefined || fallback === '' ? '–' : `\`${cell(fallback)}\``} | ${cell(doc)} |`,
  );
  return ['| key | value | default | meaning |', '|---|---|---|---|', ...rows].join('\n');
};
