import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { corpusFingerprints, rfc4475Corpus } from '../testing/corpus.ts';
import type { CorpusMessage } from '../testing/corpus.ts';
import { parseDatagram } from '../testing/sip-text.ts';
import { buildResponse } from './build-response.ts';
import { serialize } from './serialize.ts';
import { validateRequest } from './validate-request.ts';
import { validateResponse } from './validate-response.ts';

/** What a user agent makes of a datagram before it looks at what the message wants. */
const handled = (octets: Buffer): 'taken' | 'dropped' | number => {
  const outcome = parseDatagram(octets);
  if (outcome.kind === 'refused') return outcome.refusal.status;
  if (outcome.kind !== 'message') return 'dropped';
  if (outcome.message.kind === 'response') {
    return validateResponse(outcome.message, 'user-agent').ok ? 'taken' : 'dropped';
  }
  const checked = validateRequest(outcome.message);
  return checked.ok ? 'taken' : checked.error.status;
};

/** Statuses that depend on what the element serves: decided behind the validation, by the user agent server. */
const DECIDED_LATER: ReadonlySet<number> = new Set([200, 401, 406, 415, 420]);
/** unksm2: only a registrar minds that To, From and Contact have schemes of no use to it. */
const REGISTRARS_CHOICE = new Set(['unksm2']);
/** Responses that a user agent must discard: a numeric field out of range, or a second Via. */
const DISCARDED = new Set(['scalarlg', 'bigcode', 'bcast']);

const expectedOf = ({ name, status }: CorpusMessage): 'taken' | 'dropped' | number => {
  if (DISCARDED.has(name)) return 'dropped';
  return status === null || DECIDED_LATER.has(status) || REGISTRARS_CHOICE.has(name) ? 'taken' : status;
};

const corpus = rfc4475Corpus();

describe('the RFC 4475 messages', () => {
  it('are all 49, octet for octet', () => {
    const found = corpus.map(({ name, octets }) => ({
      name,
      bytes: octets.length,
      sha256: createHash('sha256').update(octets).digest('hex'),
    }));
    expect(found).toEqual(corpusFingerprints().map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })));
    expect(found).toHaveLength(49);
  });

  it.each(corpus.map((message) => [message.name, message.section, message] as const))(
    '%s (%s) is handled as its section says',
    (_name, _section, message) => {
      expect(handled(message.octets)).toBe(expectedOf(message));
    },
  );

  it.each(corpus.map(({ name, octets }) => [name, parseDatagram(octets)] as const))(
    '%s can be answered whenever it is to be answered',
    (_name, outcome) => {
      if (outcome.kind !== 'refused' && !(outcome.kind === 'message' && outcome.message.kind === 'request'))
        return;
      const request = outcome.kind === 'refused' ? outcome.replyTo : outcome.message;
      const response = buildResponse(request, {
        status: 400,
        toTag: 'ours',
        source: { address: '192.0.2.200', port: 40_000 },
      });
      const back = parseDatagram(serialize(response));
      expect(back).toMatchObject({ kind: 'message', message: { kind: 'response', status: 400 } });
    },
  );
});
