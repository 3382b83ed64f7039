import type { Schema } from './schema.ts';

interface Header {
  readonly description: string;
  readonly schema: Schema;
}

const text = (description: string, example: string): Header => ({
  description,
  schema: { type: 'string', example },
});

const HEADERS = {
  ETag: text('The version, as a strong entity tag.', '"1"'),
  Link: text('The next page, relative to this host; absent on the last one.', '</…>; rel="next"'),
  Location: text('The path of the new Client.', '/api/2012-04-24/Accounts/AC…/Clients/CL….json'),
  'Idempotent-Replayed': text('`true` when the Idempotency-Key was used before.', 'true'),
  'Preference-Applied': text('The wait that was granted, in seconds.', 'wait=20'),
  'Retry-After': text('Seconds to wait before asking again.', '5'),
  'Tandem-Revision': text('The position of this write among all: the consistency token.', '7'),
  'Tandem-Propagation': text(
    'What waiting came to: PENDING, INSYNC or PARTIAL, how many units have the change, and how many there are.',
    'INSYNC; applied=4; units=4',
  ),
  'WWW-Authenticate': text('The challenge.', 'Basic realm="Tandem", charset="UTF-8"'),
  'X-Total-Count': text('How many Clients there are on all pages together.', '25'),
} as const satisfies Record<string, Header>;

export type HeaderName = keyof typeof HEADERS;

export const headers = (names: readonly HeaderName[]): Record<string, Header> =>
  Object.fromEntries(names.map((name) => [name, HEADERS[name]]));
