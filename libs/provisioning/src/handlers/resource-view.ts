import type { ResourceKind } from '@tandem/contracts';
import type { JournalEvent, ResourceRow } from '@tandem/journal';
import { rowOfEvent } from '@tandem/journal';
import type { ResourceView } from '../outcomes.ts';
import type { Context } from './context.ts';

/** A row as the Management API shows it, its readable password opened where one is kept. */
export const viewOf = <K extends ResourceKind>(
  { secrets }: Pick<Context, 'secrets'>,
  row: ResourceRow<K>,
): ResourceView<K> => ({
  sid: row.sid,
  accountSid: row.accountSid,
  version: row.version,
  revision: row.revision,
  state: row.state,
  password: secrets.password(row.sid, row.password),
});

/** The resource as an event left it. */
export const viewOfEvent = <K extends ResourceKind>(
  context: Pick<Context, 'secrets'>,
  event: JournalEvent<K>,
): ResourceView<K> => viewOf(context, rowOfEvent(event));
