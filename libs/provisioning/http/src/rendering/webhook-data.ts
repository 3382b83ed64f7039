import type { ResourceKind } from '@tandem/contracts';
import { kindOfSid } from '@tandem/contracts';
import type { JournalEvent } from '@tandem/journal';
import { FACES } from '../faces/index.ts';
import type { Face } from '../faces/face.ts';
import { accountObject, shownAccount } from './account.ts';
import { namesOf } from './represented-field.ts';
import { resourceObject } from './resource.ts';

const faceOf = (kind: ResourceKind | undefined): Face | undefined =>
  // A face is asked about resources of its own kind alone.
  FACES.find((face) => face.kind === kind) as Face | undefined;

const stateOf = (event: JournalEvent): Readonly<Record<string, unknown>> => {
  const { stream: sid, accountSid, version, revision, payload } = event;
  const { state, domain } = payload;
  if ('parentSid' in state) {
    const view = { sid, accountSid, version, revision, state, password: null };
    return accountObject(shownAccount(view, { sipDomain: domain }));
  }
  const face = faceOf(kindOfSid(sid));
  return face === undefined
    ? {}
    : resourceObject(face, { sid, accountSid, version, revision, state, password: null });
};

/** What a webhook is told of an event: the same as the history shows, with whose it is. No secret in any form. */
export const webhookData = (event: JournalEvent): Readonly<Record<string, unknown>> => ({
  event_id: event.eventId,
  account_sid: event.accountSid,
  sid: event.stream,
  version: event.version,
  revision: event.revision,
  recorded_at: new Date(event.recordedAt).toISOString(),
  changed: event.payload.changed.map((field) => namesOf(field).json),
  state: stateOf(event),
});
