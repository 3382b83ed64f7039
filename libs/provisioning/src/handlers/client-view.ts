import type { ClientRow, JournalEvent } from '@tandem/journal';
import { rowOfEvent } from '@tandem/journal';
import type { ClientView } from '../client-outcomes.ts';
import type { Context } from './context.ts';

/** A row as the Management API shows it, its readable password opened where one is kept. */
export const viewOf = ({ secrets }: Pick<Context, 'secrets'>, row: ClientRow): ClientView => ({
  sid: row.sid,
  accountSid: row.accountSid,
  version: row.version,
  revision: row.revision,
  state: row.state,
  password: secrets.password(row.sid, row.password),
});

/** The Client as an event left it. */
export const viewOfEvent = (context: Pick<Context, 'secrets'>, event: JournalEvent): ClientView =>
  viewOf(context, rowOfEvent(event));
