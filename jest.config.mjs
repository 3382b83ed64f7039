import { readFileSync } from 'node:fs';

const { workspaces } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

/** SWC compiles TypeScript with Nest's decorator metadata; Jest loads sources, never `dist`. */
const swc = {
  swcrc: false,
  sourceMaps: 'inline',
  jsc: {
    target: 'es2023',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'es6' },
};

const nested = (dir) => workspaces.filter((other) => other !== dir && other.startsWith(`${dir}/`));

const project = (dir) => ({
  displayName: JSON.parse(
    readFileSync(new URL(`./${dir}/package.json`, import.meta.url), 'utf8'),
  ).name.replace('@tandem/', ''),
  rootDir: `<rootDir>/${dir}`,
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: nested(dir).map((other) => `<rootDir>/${other.slice(dir.length + 1)}/dist`),
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@tandem/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
});

process.env.TZ = 'UTC';

export default {
  projects: workspaces.map(project),
  // Tests wait on conditions with bounds of their own; this one is only for what hangs. A loaded machine is slow.
  testTimeout: 30_000,
  // One Kafka and one MongoDB for the whole run, when TANDEM_TEST_STACK=1 asks for them.
  globalSetup: '<rootDir>/tools/stack/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/tools/stack/jest/global-teardown.mjs',
};
