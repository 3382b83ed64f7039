import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { depConstraints } from '../boundaries.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

interface Manifest {
  readonly name: string;
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly nx?: { readonly tags: readonly string[] };
}

interface LockEntry {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
  readonly link?: boolean;
}

const json = <T>(...path: string[]): T => JSON.parse(readFileSync(join(root, ...path), 'utf8')) as T;
const manifest = json<Manifest>('package.json');
const projects = manifest.workspaces ?? [];
const lock = json<{ packages: Record<string, LockEntry> }>('package-lock.json').packages;

describe('lock file', () => {
  // npm ci fails on another platform, or after a registry lost one, where such an entry is missing.
  it('has an entry for each optional dependency', () => {
    const names = new Set(
      Object.keys(lock).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
    );
    const missing = Object.values(lock)
      .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
      .filter((name) => !names.has(name));
    expect(missing).toEqual([]);
  });

  it('names no registry', () => {
    const addressed = Object.entries(lock).filter(
      ([, { resolved, link }]) => resolved !== undefined && link !== true,
    );
    expect(addressed.map(([path]) => path)).toEqual([]);
  });
});

describe('projects', () => {
  it.each(projects)('%s carries one layer tag and one scope tag that the boundaries know', (project) => {
    const tags = json<Manifest>(project, 'package.json').nx?.tags ?? [];
    const known = depConstraints.map(({ sourceTag }) => sourceTag);
    expect(tags.map((tag) => tag.split(':')[0]).sort()).toEqual(['layer', 'scope']);
    expect(known).toEqual(expect.arrayContaining([...tags]));
  });

  it.each(projects)('%s pins its packages exactly', (project) => {
    const { dependencies = {} } = json<Manifest>(project, 'package.json');
    const loose = Object.entries(dependencies).filter(
      ([name, version]) => !name.startsWith('@tandem/') && !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it.each(projects)('%s compiles against just the projects that it depends on', (project) => {
    const { dependencies = {} } = json<Manifest>(project, 'package.json');
    const { references } = json<{ references: { path: string }[] }>(project, 'tsconfig.json');
    const referenced = references
      .map(({ path }) => json<Manifest>(project, path, 'package.json').name)
      .sort();
    expect(referenced).toEqual(
      Object.keys(dependencies)
        .filter((name) => name.startsWith('@tandem/'))
        .sort(),
    );
  });
});

describe('sources', () => {
  const files = execFileSync('git', ['ls-files', '*.ts'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => file !== '' && existsSync(join(root, file)));
  const lines = files
    .filter((file) => !/\.spec\.ts$|\/testing\//.test(file))
    .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length }))
    .sort((a, b) => a.lines - b.lines);

  it('keep a median file under 80 lines and none over 400', () => {
    expect(lines[Math.floor(lines.length / 2)]?.lines).toBeLessThan(80);
    expect(lines.filter((file) => file.lines > 400)).toEqual([]);
  });

  it('run every test: none is skipped or run alone', () => {
    const word = (name: string) => new RegExp(`\\b(it|test|describe)\\.${name}\\(|\\bx(it|describe)\\(`);
    const offending = files
      .filter((file) => file.endsWith('.spec.ts'))
      .filter((file) =>
        [word('only'), word('skip')].some((w) => w.test(readFileSync(join(root, file), 'utf8'))),
      );
    expect(offending).toEqual([]);
  });
});
