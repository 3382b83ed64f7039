/** How Kafka keeps a topic: the latest record per key, or everything for a time. */
export type TopicCleanup = 'compact' | 'delete';

export interface TopicSpec {
  readonly name: string;
  readonly cleanup: TopicCleanup;
  /** Fixed for ever once made: a key that moves to another partition leaves its old record behind. */
  readonly partitions: 'one' | 'many';
  /** Only for `delete`: how long records stay, milliseconds. */
  readonly retentionMs?: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Every topic of Tandem. `docs/events.md` has a section for each; a test compares the two. */
export const TOPICS = {
  clients: { name: 'tandem.clients', cleanup: 'compact', partitions: 'many' },
  applications: { name: 'tandem.applications', cleanup: 'compact', partitions: 'many' },
  accounts: { name: 'tandem.accounts', cleanup: 'compact', partitions: 'many' },
  numbers: { name: 'tandem.numbers', cleanup: 'compact', partitions: 'many' },
  relay: { name: 'tandem.relay', cleanup: 'compact', partitions: 'one' },
  registrations: { name: 'tandem.registrations', cleanup: 'compact', partitions: 'many' },
  calls: { name: 'tandem.calls', cleanup: 'compact', partitions: 'many' },
  messages: { name: 'tandem.messages', cleanup: 'compact', partitions: 'many' },
  messageRequests: {
    name: 'tandem.message-requests',
    cleanup: 'delete',
    partitions: 'many',
    retentionMs: 30 * DAY_MS,
  },
  notifications: {
    name: 'tandem.notifications',
    cleanup: 'delete',
    partitions: 'many',
    retentionMs: 30 * DAY_MS,
  },
  unitStatus: { name: 'tandem.unit-status', cleanup: 'compact', partitions: 'one' },
  deadLetters: {
    name: 'tandem.dead-letters',
    cleanup: 'delete',
    partitions: 'one',
    retentionMs: 30 * DAY_MS,
  },
} as const satisfies Record<string, TopicSpec>;

export type TopicId = keyof typeof TOPICS;
export type TopicName = (typeof TOPICS)[TopicId]['name'];
