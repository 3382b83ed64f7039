import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AnySchema, ValidateFunction } from 'ajv';
import { PROBLEM_CATALOGUE } from '../errors/catalogue.ts';
import { FACES, RECORD_FACES } from '../faces/index.ts';
import { startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest, Call, Reply } from '../testing/api-under-test.ts';
import { ACCOUNTS } from '../testing/fixture-accounts.ts';
import { clientPath, listPath, UNKNOWN_CLIENT } from '../testing/paths.ts';
import { accountOf, clientOf, clientsOf, historyOf, jsonOf, problemOf } from '../testing/read-reply.ts';
import { freshLogin, someClient } from '../testing/some-client.ts';

// Time to spare on a busy machine; every wait has a bound of its own.
jest.setTimeout(60_000);

interface MediaType {
  readonly schema: object;
  readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
}
interface Documented {
  readonly description: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, MediaType>>;
}
interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, Documented>>;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly security: readonly object[];
  readonly components: {
    readonly schemas: Readonly<
      Record<string, AnySchema & { properties: Record<string, { xml: { name: string } }> }>
    >;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

const A = ACCOUNTS.root.sid;
const TEMPLATE = '/2012-04-24/Accounts/{AccountSid}';

let api: ApiUnderTest;
let document: Document;
let ajv: Ajv2020;

beforeAll(async () => {
  api = await startApi();
  document = jsonOf<Document>(await api.call('GET', '/docs-json', { as: null }));
  ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  ajv.addSchema(document, 'doc');
});
afterAll(() => api.close());

const operations = (): [path: string, method: string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, string, Operation] => [
      path,
      method,
      operation,
    ]),
  );

const absolute = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"doc#/')) as object;

const validator = (schema: object): ValidateFunction => ajv.compile(absolute(schema));

const expectValid = (schema: object, value: unknown): void => {
  const validate = validator(schema);
  expect([validate(value), validate.errors]).toEqual([true, null]);
};

const operationFor = (method: string, path: string): Operation => {
  const template = path
    .split('?', 1)[0]
    ?.replace('.json', '')
    .replace(/AC[0-9a-f]{32}/, '{AccountSid}')
    .replace(/CL[0-9a-f]{32}/, '{ClientSid}')
    .replace(/AP[0-9a-f]{32}/, '{ApplicationSid}')
    .replace(/PN[0-9a-f]{32}/, '{PhoneNumberSid}');
  const operation = document.paths[template ?? '']?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`${method} ${path} is not documented`);
  return operation;
};

/** The body in the JSON form, whatever it came in, so that one schema judges both. */
const bodyOf = (reply: Reply, content: MediaType): unknown => {
  if (reply.headers['content-type']?.startsWith('application/json')) return jsonOf(reply);
  const text = JSON.stringify(content.schema);
  if (text.includes('schemas/Problem')) return problemOf(reply);
  if (text.includes('schemas/Account')) return accountOf(reply);
  if (/schemas\/\w+Event/.test(text)) return historyOf(reply);
  return text.includes('array') ? clientsOf(reply) : clientOf(reply);
};

/** Status, headers and body of a real answer are as the document says. */
const expectDocumented = async (method: string, path: string, call: Call = {}): Promise<Reply> => {
  const reply = await api.call(method, path, call);
  const documented = operationFor(method, path).responses[String(reply.status)];
  if (documented === undefined) throw new Error(`${method} ${path}: ${reply.status} is not documented`);
  const said = Object.keys(documented.headers ?? {}).map((name) => name.toLowerCase());
  const ours = [
    'etag',
    'link',
    'location',
    'idempotent-replayed',
    'retry-after',
    'preference-applied',
    'tandem-propagation',
    'tandem-revision',
    'x-total-count',
  ];
  for (const name of [...ours, 'www-authenticate']) {
    if (reply.headers[name] !== undefined) expect(said).toContain(name);
  }
  const content = documented.content?.['application/json'];
  if (content === undefined) expect(reply.text).toBe('');
  else expectValid(content.schema, bodyOf(reply, content));
  return reply;
};

describe('the document', () => {
  it('is OpenAPI 3.1 with Basic credentials everywhere', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.components.securitySchemes).toMatchObject({ account: { type: 'http', scheme: 'basic' } });
    expect(document.security).toEqual([{ account: [] }]);
  });

  it('has every path and method of the API and no other', async () => {
    expect(Object.keys(document.paths).sort()).toEqual([
      '/2012-04-24/Accounts',
      TEMPLATE,
      `${TEMPLATE}/Applications`,
      `${TEMPLATE}/Applications/{ApplicationSid}`,
      `${TEMPLATE}/Applications/{ApplicationSid}/Events`,
      `${TEMPLATE}/Applications/{ApplicationSid}/Propagation`,
      `${TEMPLATE}/AuthToken`,
      `${TEMPLATE}/Calls`,
      `${TEMPLATE}/Calls.csv`,
      `${TEMPLATE}/Calls/{CallSid}`,
      `${TEMPLATE}/Clients`,
      `${TEMPLATE}/Clients/Import`,
      `${TEMPLATE}/Clients/Propagation`,
      `${TEMPLATE}/Clients/{ClientSid}`,
      `${TEMPLATE}/Clients/{ClientSid}/Events`,
      `${TEMPLATE}/Clients/{ClientSid}/Propagation`,
      `${TEMPLATE}/IncomingPhoneNumbers`,
      `${TEMPLATE}/IncomingPhoneNumbers/{PhoneNumberSid}`,
      `${TEMPLATE}/IncomingPhoneNumbers/{PhoneNumberSid}/Events`,
      `${TEMPLATE}/IncomingPhoneNumbers/{PhoneNumberSid}/Propagation`,
      `${TEMPLATE}/Keys`,
      `${TEMPLATE}/Keys/{KeySid}`,
      ...['Notifications', 'Notifications.csv', 'Notifications/{NotificationSid}'].map(
        (path) => `${TEMPLATE}/${path}`,
      ),
      ...['SMS/Messages', 'SMS/Messages.csv', 'SMS/Messages/{MessageSid}'].map(
        (path) => `${TEMPLATE}/${path}`,
      ),
      `${TEMPLATE}/SipDomainAliases`,
      `${TEMPLATE}/SipDomainAliases/{Name}`,
      ...['', '/{WebhookSid}', '/{WebhookSid}/Events', '/{WebhookSid}/Propagation'].map(
        (path) => `${TEMPLATE}/Webhooks${path}`,
      ),
    ]);
    for (const [path, methods] of Object.entries(document.paths)) {
      const real = path.replace('{AccountSid}', A).replace(/\{(?:\w+Sid|Name)\}/, UNKNOWN_CLIENT);
      const { headers } = await api.call('OPTIONS', real);
      const allowed = (headers.allow ?? '')
        .split(', ')
        .filter((method) => !['HEAD', 'OPTIONS'].includes(method));
      expect(
        Object.keys(methods)
          .map((method) => method.toUpperCase())
          .sort(),
      ).toEqual(allowed);
    }
    const ids = operations().map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows each success and each refusal in JSON and XML, with examples that are valid', () => {
    for (const [, , operation] of operations()) {
      for (const [status, { content }] of Object.entries(operation.responses)) {
        const otherwise =
          operation.operationId === 'importClients' || operation.operationId.startsWith('export');
        if (status === '304' || (otherwise && status === '200')) continue;
        expect(Object.keys(content ?? {})).toEqual(['application/json', 'application/xml']);
        for (const { schema, examples } of [content?.['application/json']].flatMap((type) => type ?? [])) {
          expect(Object.keys(examples)).not.toHaveLength(0);
          for (const { value } of Object.values(examples)) expectValid(schema, value);
        }
      }
    }
  });

  it('names every published code that a path can answer', () => {
    const documented = operations().flatMap(([, , { responses }]) =>
      Object.values(responses).flatMap(({ content }) =>
        Object.keys(content?.['application/json']?.examples ?? {}).filter((name) => /^\d+$/.test(name)),
      ),
    );
    // Wrong paths and methods, and what is no request yet.
    const elsewhere = ['21110', '21111', '21116', '21117'];
    expect([...new Set([...documented, ...elsewhere])].sort()).toEqual(
      [...PROBLEM_CATALOGUE.keys()].map(String).sort(),
    );
  });

  it.each([...FACES, ...RECORD_FACES].map(({ element, fields }) => [element, fields] as const))(
    'has the fields of %s as they are rendered, with their XML names',
    (element, fields) => {
      const { properties } = document.components.schemas[element] ?? { properties: {} };
      expect(Object.entries(properties).map(([name, { xml }]) => [name, xml.name])).toEqual(
        fields.map(({ json, xml }) => [json, xml]),
      );
    },
  );

  it('takes forms and JSON alike for every body', () => {
    const withBody = operations().filter(
      ([path, method]) => (method === 'post' || method === 'put') && !/\/(Import|AuthToken)$/.test(path),
    );
    expect(withBody).toHaveLength(18);
    for (const [, , { requestBody }] of withBody) {
      const types = requestBody?.content ?? {};
      expect(Object.keys(types).sort()).toEqual(['application/json', 'application/x-www-form-urlencoded']);
      expect(new Set(Object.values(types).map(({ schema }) => JSON.stringify(schema))).size).toBe(1);
    }
  });
});

describe.each(['.json', ''])('real answers (suffix "%s") are as the document says', (suffix) => {
  const full = () => ({
    Login: freshLogin(),
    Password: 'secret',
    FriendlyName: 'Full',
    Status: '0',
    VoiceUrl: 'https://example.com/a',
    VoiceMethod: 'GET',
    VoiceFallbackUrl: 'https://example.com/b',
    VoiceFallbackMethod: 'GET',
  });

  it('of an account', async () => {
    await expectDocumented('GET', `/2012-04-24/Accounts/${A}${suffix}`);
    await expectDocumented('GET', `/2012-04-24/Accounts/${A}${suffix}`, { as: null });
    await expectDocumented('GET', `/2012-04-24/Accounts/${A}${suffix}`, { as: ACCOUNTS.stranger });
  });

  it('of creations', async () => {
    const path = listPath() + suffix;
    const headers = { 'idempotency-key': `openapi${suffix}` };
    const form = full();
    expect((await expectDocumented('POST', path, { form, headers })).status).toBe(201);
    expect((await expectDocumented('POST', path, { form, headers })).status).toBe(201);
    expect((await expectDocumented('POST', path, { form: full(), headers })).status).toBe(422);
    expect((await expectDocumented('POST', path, { form })).status).toBe(409);
    expect((await expectDocumented('POST', path, { json: full() })).status).toBe(201);
    expect((await expectDocumented('POST', path, { form: { Login: 'a b' } })).status).toBe(400);
    expect((await expectDocumented('POST', path, { form: 'x'.repeat(70_000) })).status).toBe(413);
    expect((await expectDocumented('POST', path, { body: 'x' })).status).toBe(415);
  });

  it('of lists', async () => {
    const path = listPath() + suffix;
    await someClient(api, full());
    await someClient(api);
    await expectDocumented('GET', path);
    await expectDocumented('GET', `${path}?PageSize=1`);
    expect((await expectDocumented('GET', `${path}?PageSize=0`)).status).toBe(400);
  });

  it('of one Client through its life', async () => {
    const { sid } = await someClient(api, full());
    const path = clientPath(sid) + suffix;
    await expectDocumented('GET', path);
    const none = { headers: { 'if-none-match': '"1"' } };
    expect((await expectDocumented('GET', path, none)).status).toBe(304);
    const stale = { headers: { 'if-match': '"9"' }, form: { Status: '1' } };
    expect((await expectDocumented('PUT', path, stale)).status).toBe(412);
    await expectDocumented('PUT', path, { form: { Status: '1' }, headers: { prefer: 'wait=0' } });
    await expectDocumented('POST', path, { json: { Password: 'new' } });
    expect((await expectDocumented('DELETE', path)).status).toBe(200);
    await expectDocumented('GET', `${clientPath(sid)}/Events${suffix}`);
    if (suffix !== '') await expectDocumented('GET', `${clientPath(sid)}/Propagation${suffix}`);
    for (const method of ['GET', 'PUT', 'DELETE']) {
      expect((await expectDocumented(method, path)).status).toBe(404);
    }
    await expectDocumented('GET', `${clientPath(UNKNOWN_CLIENT)}/Events${suffix}`);
  });
});

describe('the limits that the document gives for fields are the real ones', () => {
  const schemaOf = (): Record<
    string,
    { maxLength?: number; minLength?: number; pattern?: string; enum?: string[] }
  > => {
    const { schema } = operationFor('POST', listPath()).requestBody?.content['application/json'] ?? {
      schema: {},
    };
    const name = /schemas\/(\w+)/.exec(JSON.stringify(schema))?.[1] ?? '';
    return document.components.schemas[name]?.properties as never;
  };
  const valueOf = (field: string, length: number): string =>
    (field.includes('Url') ? 'https://example.com/' : freshLogin()).padEnd(length, 'x');
  const create = async (field: string, value: string): Promise<number> =>
    (await api.call('POST', listPath(), { json: { Login: freshLogin(), Password: 'x', [field]: value } }))
      .status;

  it.each(['Login', 'Password', 'FriendlyName', 'VoiceUrl', 'VoiceFallbackUrl'])('%s', async (field) => {
    const { maxLength = 0, minLength = 0 } = schemaOf()[field] ?? {};
    expect(maxLength).toBeGreaterThan(0);
    expect(await create(field, valueOf(field, maxLength))).toBe(201);
    expect(await create(field, valueOf(field, maxLength + 1))).toBe(400);
    expect(await create(field, '')).toBe(minLength === 0 ? 201 : 400);
  });

  it.each([
    ['Login', ['a', "-_.!~*'();&=+$,", '%41', 'a b', 'a:b', 'a@b', '%4', 'ä']],
    ['VoiceMethod', ['get', 'POST', 'gEt', 'PUT', 'GETS']],
    ['VoiceApplicationSid', ['AP1', `ap${'0'.repeat(32)}`]],
    ['Status', ['0', '1', '2', '01']],
  ])('%s by its pattern', async (field, candidates) => {
    const { pattern, enum: values } = schemaOf()[field] ?? {};
    for (const candidate of candidates) {
      const allowed = values?.includes(candidate) ?? new RegExp(pattern ?? '', 'u').test(candidate);
      expect([candidate, await create(field, candidate)]).toEqual([candidate, allowed ? 201 : 400]);
    }
  });
});

describe('Swagger UI', () => {
  it('is served at /docs with its own files only', async () => {
    const page = await api.call('GET', '/docs', { as: null });
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html']);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'self';/);
    const files = [...page.text.matchAll(/(?:src|href)=["']([^"'#]+)["']/g)].map(([, file]) => String(file));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const { pathname } = new URL(file, 'http://host/docs');
      expect([file, (await api.call('GET', pathname, { as: null })).status]).toEqual([file, 200]);
    }
    expect(page.text).not.toMatch(/<script>(?!\s*<)/);
  });
});
