import { Agent, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Accounts, Clients, Messaging } from '@tandem/provisioning';
import { openTestInstallation } from '@tandem/provisioning/testing';
import { systemClock } from '@tandem/kernel';
import { Receipts } from '@tandem/receipts';
import { Records } from '@tandem/records';
import { recordingLogger } from '@tandem/telemetry/testing';
import type { LoggedLine } from '@tandem/telemetry/testing';
import { createManagementApi } from '../create-management-api.ts';
import type { ServerLimits } from '../server/limits.ts';
import type { ObservedRequest } from '../server/observe-requests.ts';
import { ACCOUNTS, AUTH_TOKEN, fixtureAccounts } from './fixture-accounts.ts';

export interface Call {
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Sent as a form. */
  readonly form?: string | Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, with the content type of `headers`. */
  readonly body?: string | Buffer;
  /** Whose credentials; null = none, absent = the root account's. */
  readonly as?: { readonly sid: string } | null;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A Management API over a real store, on real sockets at a free port of 127.0.0.1, and what it said on the side. */
export interface ApiUnderTest {
  readonly port: number;
  readonly clients: Clients;
  readonly logged: readonly LoggedLine[];
  readonly observed: readonly ObservedRequest[];
  call(method: string, path: string, call?: Call): Promise<Reply>;
  close(): Promise<void>;
}

export interface ApiOptions {
  /** Replaces single operations, to bring about what the real ones do rarely. */
  readonly clients?: Partial<Clients>;
  readonly accounts?: Partial<Accounts>;
  readonly limits?: Partial<ServerLimits>;
  /** Default: of an installation without units. */
  readonly receipts?: Receipts;
  /** Default: none. */
  readonly records?: Records;
  /** Default: takes nothing in time. */
  readonly messaging?: Messaging;
}

export const basic = (sid: string, token = AUTH_TOKEN): string =>
  `Basic ${Buffer.from(`${sid}:${token}`).toString('base64')}`;

const bodyOf = ({ form, json, body }: Call): [type: string | null, body: string | Buffer | null] => {
  if (json !== undefined) return ['application/json', JSON.stringify(json)];
  if (form === undefined) return [null, body ?? null];
  return ['application/x-www-form-urlencoded', new URLSearchParams(form).toString()];
};

const read = async (response: IncomingMessage): Promise<Reply> => {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: Buffer.concat(chunks).toString('utf8'),
  };
};

/** Nobody has reported to these, as nothing is read. */
export const noReceipts = (): Receipts =>
  new Receipts({
    log: { subscribe: () => Promise.reject(new Error('receipts without a log')) },
    clock: systemClock,
    reader: 'test',
  });

/** Nothing has been called or written. */
export const noRecords = (): Records =>
  new Records({
    path: ':memory:',
    log: { subscribe: () => Promise.reject(new Error('records without a log')) },
    reader: 'test',
    logger: recordingLogger(),
  });

/** As without a log. */
export const noMessaging: Messaging = {
  send: () => Promise.resolve({ kind: 'undecided', why: 'there is no log' }),
};

export const startApi = async (options: ApiOptions = {}): Promise<ApiUnderTest> => {
  const installation = await openTestInstallation({ accounts: fixtureAccounts });
  const clients: Clients = { ...installation.clients, ...options.clients };
  const logger = recordingLogger();
  const observed: ObservedRequest[] = [];
  const app = await createManagementApi({
    provisioning: {
      ...installation.provisioning,
      resources: { ...installation.provisioning.resources, Client: clients },
    },
    accounts: { ...fixtureAccounts, ...options.accounts },
    receipts: options.receipts ?? noReceipts(),
    records: options.records ?? noRecords(),
    messaging: options.messaging ?? noMessaging,
    logger,
    observer: { onRequest: (request) => observed.push(request) },
    ...(options.limits && { limits: options.limits }),
  });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });

  const call = (method: string, path: string, call: Call = {}): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const [type, body] = bodyOf(call);
      const caller = call.as === undefined ? ACCOUNTS.root : call.as;
      const headers: Record<string, string | string[]> = {
        ...(caller && { authorization: basic(caller.sid) }),
        ...(type !== null && { 'content-type': type }),
        ...(body !== null && { 'content-length': String(Buffer.byteLength(body)) }),
        ...call.headers,
      };
      const request = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent });
      request.on('error', reject).on('response', (response) => {
        read(response).then(resolve, reject);
      });
      request.end(body ?? undefined);
    });

  return {
    port,
    clients,
    logged: logger.lines,
    observed,
    call,
    close: async () => {
      agent.destroy();
      await app.close();
      await installation.close();
    },
  };
};
