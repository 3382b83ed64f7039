// Think hard before you edit this file: it is the architecture (docs/adr/0002-module-boundaries.md).
// Every project carries one `layer:` and one `scope:` tag; there is no wildcard, so an untagged project may
// depend on nothing.

const nest = ['@nestjs/*', 'reflect-metadata', 'rxjs', 'class-validator', 'class-transformer'];

/** What each layer may import: layers of the workspace, and packages from npm. */
const layers = {
  kernel: { on: ['kernel'], npm: [] },
  contract: { on: ['kernel'], npm: ['ajv', 'ajv-formats', 'ajv/*'] },
  protocol: { on: ['kernel', 'protocol'], npm: [] },
  port: { on: ['kernel', 'contract', 'port'], npm: ['@opentelemetry/api'] },
  // Numbering plans are data, which others keep up to date.
  application: {
    on: ['kernel', 'contract', 'protocol', 'port', 'application'],
    npm: ['libphonenumber-js', 'libphonenumber-js/*'],
  },
  adapter: { on: ['kernel', 'contract', 'protocol', 'port', 'application', 'adapter'] },
  app: {
    on: ['kernel', 'contract', 'protocol', 'port', 'application', 'adapter', 'app'],
    npm: [...nest, 'fastify'],
  },
  testing: { on: ['kernel', 'testing'] },
  tool: {
    on: ['kernel', 'contract', 'protocol', 'port', 'application', 'adapter', 'app', 'testing', 'tool'],
  },
};

/** Units know provisioning only through contracts, and the other way round. */
const scopes = {
  shared: ['shared'],
  provisioning: ['provisioning', 'shared'],
  units: ['units', 'shared'],
  all: ['all', 'provisioning', 'units', 'shared'],
};

const tagged = (prefix) => (name) => `${prefix}:${name}`;

export const depConstraints = [
  ...Object.entries(layers).map(([layer, { on, npm }]) => ({
    sourceTag: `layer:${layer}`,
    onlyDependOnLibsWithTags: on.map(tagged('layer')),
    ...(npm && { allowedExternalImports: npm }),
  })),
  ...Object.entries(scopes).map(([scope, on]) => ({
    sourceTag: `scope:${scope}`,
    onlyDependOnLibsWithTags: on.map(tagged('scope')),
  })),
];

const layerOf = { pure: ['libs/sip/src', 'libs/provisioning/src/domain', 'libs/unit/src/model'] };

/** Folders whose code must run without sockets, files or processes. */
export const pureLayers = layerOf.pure.map((dir) => `${dir}/**/*.ts`);

/** The boundary rule lets `node:*` pass unchecked; pure code may only hash. */
export const builtinsBan = {
  patterns: [
    {
      group: [
        'node:*',
        '!node:crypto',
        '!node:buffer',
        'fs',
        'net',
        'dgram',
        'http',
        'os',
        'path',
        'child_process',
      ],
      message: 'Pure code takes sockets, files, clocks and randomness through ports.',
    },
  ],
};
