import type { Sid } from '@tandem/kernel';

/** Fields of a request as they came, by their published names (`Login`, `VoiceUrl` …); unknown ones are ignored. */
export type RequestFields = Readonly<Record<string, string>>;

export interface CreateClient {
  readonly accountSid: Sid;
  readonly fields: RequestFields;
  readonly idempotencyKey?: string;
  /** Stands for an Idempotency-Key, of which no caller's can be the same. */
  readonly importRow?: ImportRowKey;
}

/** A row of an import, which is made once however often it is sent. */
export interface ImportRowKey {
  readonly importId: string;
  readonly row: number;
}

export interface UpdateClient {
  readonly accountSid: Sid;
  readonly sid: Sid;
  readonly fields: RequestFields;
  /** Only if the Client is at one of these versions (If-Match); absent = whatever version it has. */
  readonly ifVersions?: readonly number[];
}

export interface DeleteClient {
  readonly accountSid: Sid;
  readonly sid: Sid;
  readonly ifVersions?: readonly number[];
}

export interface ListClients {
  readonly accountSid: Sid;
  readonly login?: string;
  readonly friendlyName?: string;
  readonly status?: 0 | 1;
}

export interface PageClients extends ListClients {
  readonly pageSize: number;
  /** Opaque; absent = the first page. */
  readonly pageToken?: string;
}
