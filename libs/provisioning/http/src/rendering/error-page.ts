import { ERROR_PAGES, errorPagePath, PROBLEM_CATALOGUE } from '../errors/catalogue.ts';
import type { HttpProblem } from '../errors/http-problems.ts';
import { escapeXml } from './xml.ts';

const page = (title: string, content: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>` +
  `<style>body{font:16px/1.5 system-ui;max-width:60em;margin:2em auto;padding:0 1em}td,th{text-align:left;` +
  `padding:.2em 1em .2em 0;vertical-align:top}</style><h1>${title}</h1>${content}</html>\n`;

/** The page that a code's `more_info` points at; null for a code that is not published. */
export const errorPage = (code: string): string | null => {
  const found = /^\d{5}$/.test(code) ? PROBLEM_CATALOGUE.get(Number(code)) : undefined;
  if (found === undefined) return null;
  return page(
    `Error ${code}`,
    `<p><strong>${escapeXml(found.title)}.</strong></p><p>${escapeXml(found.remedy)}</p>` +
      `<p>It comes with HTTP status ${found.status}.</p><p><a href="${ERROR_PAGES}">All errors</a></p>`,
  );
};

const row = ([code, { status, title, remedy }]: [number, HttpProblem]): string =>
  `<tr><td><a href="${errorPagePath(code)}">${code}</a><td>${status}<td>${escapeXml(title)}.` +
  `<td>${escapeXml(remedy)}`;

/** All published codes. */
export const errorIndexPage = (): string =>
  page(
    'Errors',
    `<table><tr><th>Code<th>Status<th>What is wrong<th>What to do${[...PROBLEM_CATALOGUE].map(row).join('')}</table>`,
  );
