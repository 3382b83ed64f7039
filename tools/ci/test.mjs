// Runs everything: lint, types, and all tests on the real stack. Ends with `N passed, N failed, N skipped`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const results = join(root, 'coverage', 'results.json');
const MINUTES = 60_000;
const LIMIT_MS = 40 * MINUTES;

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `Tandem needs Node.js 24, this is ${process.versions.node}. Run npm ci without --ignore-scripts: it installs the pinned one.`,
  );
  process.exit(1);
}

const run = (title, args, env = {}) => {
  console.log(`\n── ${title}`);
  const started = Date.now();
  const { status, signal } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    timeout: LIMIT_MS,
  });
  console.log(
    `── ${title}: ${signal ?? (status === 0 ? 'ok' : `failed (${status})`)}, ${Math.round((Date.now() - started) / 1000)} s`,
  );
  return status === 0;
};

const bin = (name) => join(root, 'node_modules', name);

mkdirSync(dirname(results), { recursive: true });
rmSync(results, { force: true });
const checks = [
  run('lint', [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0']),
  run('format', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']),
  run('build', [bin('typescript/bin/tsc'), '-b']),
  run('types of tests', [bin('typescript/bin/tsc'), '-p', 'tsconfig.spec.json']),
];
const jest = run(
  'tests',
  [
    '--experimental-vm-modules',
    '--no-warnings',
    bin('jest/bin/jest.js'),
    '--json',
    '--outputFile',
    results,
    '--forceExit',
    ...process.argv.slice(2),
  ],
  { TANDEM_TEST_STACK: '1' },
);

const sums = () => {
  let report;
  try {
    report = JSON.parse(readFileSync(results, 'utf8'));
  } catch {
    // process.exit inside a test leaves no report: that is a failure, however many tests had passed.
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return {
    passed: report.numPassedTests,
    // A spec that cannot load counts no failed test of its own.
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
};

const { passed, failed, skipped } = sums();
const broken = checks.filter((passedCheck) => !passedCheck).length;
const unexplained = !jest && failed === 0 ? 1 : 0;
const total = failed + broken + unexplained;
const line = `${passed + checks.length - broken} passed, ${total} failed, ${skipped} skipped`;
writeFileSync(join(root, 'coverage', 'summary.txt'), `${line}\n`);
console.log(`\n${line}`);
process.exit(total === 0 ? 0 : 1);
