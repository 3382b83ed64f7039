import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SCHEMAS } from './schemas.ts';

const DESCRIPTION = `Provisions SIP Clients and carries every change to the units that handle calls and messages.

Answers are JSON when a segment of the path ends in \`.json\` (\`/Clients.json\`) or Accept names application/json, XML
otherwise. Below \`/restcomm\`, \`/api\` and \`/call\` everything is the same. Errors are listed at
[/docs/errors](/docs/errors).`;

const document = (app: NestFastifyApplication): OpenAPIObject => {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Tandem Management API')
    .setVersion('2012-04-24')
    .setDescription(DESCRIPTION)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBasicAuth({ type: 'http', scheme: 'basic', description: 'AccountSid and AuthToken' }, 'account')
    .addSecurityRequirements('account')
    .addServer('/', 'This host')
    .build();
  const made = SwaggerModule.createDocument(app, config);
  return {
    ...made,
    components: { ...made.components, schemas: { ...made.components?.schemas, ...SCHEMAS } },
  };
};

/** Serves the OpenAPI document at /docs (Swagger UI), /docs-json and /docs-yaml; made on first request. */
export const serveDocs = (app: NestFastifyApplication): void => {
  SwaggerModule.setup('docs', app, () => document(app), { customSiteTitle: 'Tandem Management API' });
};
