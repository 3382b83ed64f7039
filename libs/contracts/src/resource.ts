import type { Sid, SidPrefix } from '@tandem/kernel';
import type { AccountEvent, AccountState } from './account-event.ts';
import type { ApplicationEvent, ApplicationState } from './application-event.ts';
import type { ClientEvent, ClientState } from './client-event.ts';
import type { NumberEvent, NumberState } from './number-event.ts';
import type { SchemaName } from './schema.ts';
import { TOPICS } from './topics.ts';
import type { TopicSpec } from './topics.ts';
import type { WebhookState } from './webhook-state.ts';

/** The states of the resources that the journal keeps, by kind. */
export interface ResourceStates {
  readonly Client: ClientState;
  readonly Application: ApplicationState;
  readonly Number: NumberState;
  readonly Account: AccountState;
  readonly Webhook: WebhookState;
}

export type ResourceKind = keyof ResourceStates;
export type ResourceState = ResourceStates[ResourceKind];

/** The events on the wire of those that units cache. */
export interface ResourceEvents {
  readonly Client: ClientEvent;
  readonly Application: ApplicationEvent;
  readonly Number: NumberEvent;
  readonly Account: AccountEvent;
}

/** Kinds whose events go on the log. */
export type PublishedKind = keyof ResourceEvents;
export type ResourceEvent = ResourceEvents[PublishedKind];

/** The types of events of a kind. */
export type EventTypeOf<K extends ResourceKind = ResourceKind> = `${K}${'Created' | 'Updated' | 'Deleted'}`;

/** What the sids of a kind begin with. */
export const SID_PREFIXES = {
  Client: 'CL',
  Application: 'AP',
  Number: 'PN',
  Account: 'AC',
  Webhook: 'WH',
} as const satisfies Record<ResourceKind, SidPrefix>;

export const RESOURCE_KINDS = Object.keys(SID_PREFIXES) as readonly ResourceKind[];

/** How the events of a kind are told and written. */
export interface PublishedSpec {
  readonly topic: TopicSpec;
  readonly schema: SchemaName;
  /** The current schema of its topic; older ones are upcast on reading. */
  readonly schemaVersion: number;
  /** Its place among the kinds, for `laneOf`; never given to another. */
  readonly slot: number;
}

export const PUBLISHED = {
  Client: { topic: TOPICS.clients, schema: 'client-event', schemaVersion: 1, slot: 0 },
  Application: {
    topic: TOPICS.applications,
    schema: 'application-event',
    schemaVersion: 1,
    slot: 1,
  },
  Number: { topic: TOPICS.numbers, schema: 'number-event', schemaVersion: 1, slot: 2 },
  Account: { topic: TOPICS.accounts, schema: 'account-event', schemaVersion: 1, slot: 3 },
} as const satisfies Record<PublishedKind, PublishedSpec>;

export const PUBLISHED_KINDS = Object.keys(PUBLISHED) as readonly PublishedKind[];

/** The topics with events of resources, in the order of their slots. */
export const RESOURCE_TOPICS: readonly string[] = PUBLISHED_KINDS.map((kind) => PUBLISHED[kind].topic.name);

const BY_PREFIX = new Map<string, ResourceKind>(RESOURCE_KINDS.map((kind) => [SID_PREFIXES[kind], kind]));
const BY_TOPIC = new Map<string, PublishedKind>(
  PUBLISHED_KINDS.map((kind) => [PUBLISHED[kind].topic.name, kind]),
);

const PREFIX_LENGTH = 2;

/** What a sid names; undefined for what is no resource of the journal. */
export const kindOfSid = (sid: Sid): ResourceKind | undefined => BY_PREFIX.get(sid.slice(0, PREFIX_LENGTH));

/** The same of what goes on the log; undefined for all others. */
export const publishedKindOf = (sid: Sid): PublishedKind | undefined => {
  const kind = kindOfSid(sid);
  return kind === undefined || kind === 'Webhook' ? undefined : kind;
};

/** Whose events a topic has; undefined for one without events of resources. */
export const kindOfTopic = (topic: string): PublishedKind | undefined => BY_TOPIC.get(topic);

/** Whether events of this type end their resource. */
export const isDeletion = (type: string): boolean => type.endsWith('Deleted');

/** Whether events of this type begin their resource. */
export const isCreation = (type: string): boolean => type.endsWith('Created');
