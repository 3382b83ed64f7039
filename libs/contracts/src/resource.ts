import type { Sid, SidPrefix } from '@tandem/kernel';
import type { AccountEvent, AccountState } from './account-event.ts';
import type { ApplicationEvent, ApplicationState } from './application-event.ts';
import type { ClientEvent, ClientState } from './client-event.ts';
import type { NumberEvent, NumberState } from './number-event.ts';
import type { SchemaName } from './schema.ts';
import { TOPICS } from './topics.ts';
import type { TopicSpec } from './topics.ts';

/** The states of the resources that the journal keeps and units cache, by kind. */
export interface ResourceStates {
  readonly Client: ClientState;
  readonly Application: ApplicationState;
  readonly Number: NumberState;
  readonly Account: AccountState;
}

export type ResourceKind = keyof ResourceStates;
export type ResourceState = ResourceStates[ResourceKind];

/** Their events on the wire. */
export interface ResourceEvents {
  readonly Client: ClientEvent;
  readonly Application: ApplicationEvent;
  readonly Number: NumberEvent;
  readonly Account: AccountEvent;
}

export type ResourceEvent = ResourceEvents[ResourceKind];

/** The types of events of a kind. */
export type EventTypeOf<K extends ResourceKind = ResourceKind> = `${K}${'Created' | 'Updated' | 'Deleted'}`;

/** How the events of a kind are told and written. */
export interface ResourceSpec {
  readonly prefix: SidPrefix;
  readonly topic: TopicSpec;
  readonly schema: SchemaName;
  /** The current schema of its topic; older ones are upcast on reading. */
  readonly schemaVersion: number;
  /** Its place among the kinds, for `laneOf`; never given to another. */
  readonly slot: number;
}

export const RESOURCES = {
  Client: { prefix: 'CL', topic: TOPICS.clients, schema: 'client-event', schemaVersion: 1, slot: 0 },
  Application: {
    prefix: 'AP',
    topic: TOPICS.applications,
    schema: 'application-event',
    schemaVersion: 1,
    slot: 1,
  },
  Number: { prefix: 'PN', topic: TOPICS.numbers, schema: 'number-event', schemaVersion: 1, slot: 2 },
  Account: { prefix: 'AC', topic: TOPICS.accounts, schema: 'account-event', schemaVersion: 1, slot: 3 },
} as const satisfies Record<ResourceKind, ResourceSpec>;

export const RESOURCE_KINDS = Object.keys(RESOURCES) as readonly ResourceKind[];

/** The topics with events of resources, in the order of their slots. */
export const RESOURCE_TOPICS: readonly string[] = RESOURCE_KINDS.map((kind) => RESOURCES[kind].topic.name);

const BY_PREFIX = new Map<string, ResourceKind>(RESOURCE_KINDS.map((kind) => [RESOURCES[kind].prefix, kind]));
const BY_TOPIC = new Map<string, ResourceKind>(
  RESOURCE_KINDS.map((kind) => [RESOURCES[kind].topic.name, kind]),
);

const PREFIX_LENGTH = 2;

/** What a sid names; undefined for what is no resource of the journal. */
export const kindOfSid = (sid: Sid): ResourceKind | undefined => BY_PREFIX.get(sid.slice(0, PREFIX_LENGTH));

/** Whose events a topic has; undefined for one without events of resources. */
export const kindOfTopic = (topic: string): ResourceKind | undefined => BY_TOPIC.get(topic);

/** Whether events of this type end their resource. */
export const isDeletion = (type: string): boolean => type.endsWith('Deleted');

/** Whether events of this type begin their resource. */
export const isCreation = (type: string): boolean => type.endsWith('Created');
