import { hash } from 'node:crypto';
import { newSid, sidFromDigest, systemRandom } from '@tandem/kernel';
import type { Clients, ClientView, HistoryEntry, CreateOutcome } from '@tandem/provisioning';
import { decideCreate } from '../../../src/domain/decide-create.ts';
import { decideUpdate } from '../../../src/domain/decide-update.ts';
import { decideDelete } from '../../../src/domain/decide-delete.ts';
import { evolve } from '../../../src/domain/evolve.ts';
import type { Client, ClientDomainEvent } from '../../../src/domain/client.ts';

interface Row { view: ClientView; client: Client; history: HistoryEntry[] }

export const memoryClients = (domainOf: (sid: string) => string): Clients => {
  const rows = new Map<string, Row>();
  let revision = 0;
  const meta = (a: string) => ({ now: Date.now(), domain: domainOf(a), applicationExists: () => false });
  const append = (sid: string, accountSid: string, row: Row | undefined, event: ClientDomainEvent): Row => {
    const client = evolve(row?.client ?? { kind: 'none' }, event);
    revision += 1;
    const version = (row?.view.version ?? 0) + 1;
    const password = event.type === 'ClientDeleted' ? row!.view.password : (event.password?.text ?? row?.view.password ?? null);
    const view = { sid, accountSid, version, revision, state: event.state, password };
    const changed = 'changed' in event ? event.changed : [];
    const next = { view, client, history: [...(row?.history ?? []), { version, revision, type: event.type, recordedAt: event.at, changed, state: event.state }] };
    rows.set(sid, next);
    return next;
  };
  const find = (a: string, sid: string) => { const r = rows.get(sid); return r?.view.accountSid === a ? r : undefined; };
  const live = () => [...rows.values()].filter((r) => r.client.kind === 'live').map((r) => r.view);
  const match = (q: { accountSid: string; login?: string; friendlyName?: string; status?: number }) => live().filter((v) => v.accountSid === q.accountSid && (q.login === undefined || v.state.login === q.login) && (q.friendlyName === undefined || v.state.friendlyName === q.friendlyName) && (q.status === undefined || v.state.status === q.status));
  return {
    create: async ({ accountSid, fields, idempotencyKey }): Promise<CreateOutcome> => {
      if (idempotencyKey !== undefined && !/^[!-~]{1,255}$/.test(idempotencyKey)) return { kind: 'invalid', problems: [{ field: 'Idempotency-Key', code: 21314, message: 'bad' }] };
      const sid = idempotencyKey === undefined ? newSid('CL', systemRandom) : sidFromDigest('CL', hash('sha256', accountSid + idempotencyKey, 'buffer'));
      const row = rows.get(sid);
      const requestHmac = idempotencyKey === undefined ? null : hash('sha256', JSON.stringify(fields));
      const d = decideCreate(row?.client ?? { kind: 'none' }, { type: 'CreateClient', fields, requestHmac }, meta(accountSid));
      if (d.kind === 'invalid' || d.kind === 'key-reused') return d;
      if (d.kind === 'replayed') return { kind: 'created', replayed: true, client: row!.view, revision: row!.view.revision };
      if (live().some((v) => v.state.login === d.event.state.login && domainOf(v.accountSid) === domainOf(accountSid))) return { kind: 'login-taken', login: d.event.state.login };
      const made = append(sid, accountSid, undefined, d.event);
      return { kind: 'created', replayed: false, client: made.view, revision: made.view.revision };
    },
    update: async ({ accountSid, sid, fields, ifVersions }) => {
      const row = find(accountSid, sid);
      const d = decideUpdate(row?.client ?? { kind: 'none' }, { type: 'UpdateClient', fields, ifVersions }, meta(accountSid));
      if (d.kind === 'unchanged') return { kind: 'updated', client: row!.view, revision: row!.view.revision };
      if (d.kind !== 'append') return d;
      const made = append(sid, accountSid, row, d.event);
      return { kind: 'updated', client: made.view, revision: made.view.revision };
    },
    delete: async ({ accountSid, sid, ifVersions }) => {
      const row = find(accountSid, sid);
      const d = decideDelete(row?.client ?? { kind: 'none' }, { type: 'DeleteClient', ifVersions }, meta(accountSid));
      if (d.kind !== 'append') return d;
      const made = append(sid, accountSid, row, d.event);
      return { kind: 'deleted', client: made.view, revision: made.view.revision };
    },
    get: async (a, sid) => { const r = find(a, sid); return r?.client.kind === 'live' ? r.view : null; },
    list: async function* (q) { yield* match(q); },
    page: async (q) => {
      const from = q.pageToken === undefined ? 0 : Number(q.pageToken);
      if (!Number.isInteger(from)) return null;
      const all = match(q);
      const clients = all.slice(from, from + q.pageSize);
      return { clients, total: all.length, ...(from + q.pageSize < all.length && { nextPageToken: String(from + q.pageSize) }) };
    },
    history: async (a, sid) => find(a, sid)?.history ?? null,
  };
};
