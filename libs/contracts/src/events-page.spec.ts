import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { decodeEvent, loadSchema, schemaViolation, TOPIC_SCHEMAS, TOPICS } from './index.ts';
import type { RecordHeaders, TopicName } from './index.ts';

const page = readFileSync(new URL('../../../docs/events.md', import.meta.url), 'utf8');

interface Section {
  readonly topic: TopicName;
  readonly text: string;
}

const sections: Section[] = page
  .split(/^## /m)
  .filter((text) => text.startsWith('`'))
  .map((text) => ({ topic: text.slice(1, text.indexOf('`', 1)) as TopicName, text }));

const examples = (text: string, kind: 'value' | 'headers'): unknown[] =>
  [...text.matchAll(new RegExp(`^\`\`\`json ${kind}\n(.*?)^\`\`\``, 'gms'))].map(
    ([, json]) => JSON.parse(json ?? '') as unknown,
  );

const names = Object.values(TOPICS).map(({ name }) => name);

describe('docs/events.md', () => {
  it('has a section for each topic, and no other', () => {
    expect(sections.map(({ topic }) => topic).sort()).toEqual([...names].sort());
  });

  it.each(Object.values(TOPICS))(
    'lists $name in its overview as it is made',
    ({ name, cleanup, partitions }) => {
      const row = page.split('\n').find((line) => line.startsWith(`| [\`${name}\`]`)) ?? '';
      const [, , , cleanupCell, partitionsCell] = row.split('|').map((cell) => cell.trim());
      expect(cleanupCell).toBe(cleanup === 'compact' ? 'compact' : '30 days');
      expect(partitionsCell).toBe(partitions);
    },
  );

  it.each(sections)('says for $topic what a reader needs', ({ topic, text }) => {
    for (const item of [
      '**Key**',
      '**Partitioning**',
      '**Value**',
      '**Headers**',
      '**Retention**',
      'How to read it',
    ]) {
      expect(text).toContain(item);
    }
    expect(text).toContain(`(../libs/contracts/schemas/${TOPIC_SCHEMAS[topic]}.json)`);
  });

  it.each(sections)('shows records of $topic that match their schema', ({ topic, text }) => {
    const values = examples(text, 'value');
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) {
      expect(schemaViolation(TOPIC_SCHEMAS[topic], value)).toBeNull();
      const named = Object.keys((loadSchema(TOPIC_SCHEMAS[topic]) as { properties: object }).properties);
      expect(Object.keys(value as object).sort()).toEqual(named.sort());
    }
  });

  it('shows a client event whose headers say the same', () => {
    const { text } = sections.find(({ topic }) => topic === 'tandem.clients') ?? { text: '' };
    const [headers] = examples(text, 'headers');
    const [value] = examples(text, 'value');
    expect(schemaViolation('event-headers', headers)).toBeNull();
    expect(decodeEvent('Client', Buffer.from(JSON.stringify(value)), headers as RecordHeaders)).toEqual({
      ok: true,
      value,
    });
  });
});
