import type { Sid } from '@tandem/kernel';

/** Fields of a request as they came, by their published names (`Login`, `VoiceUrl` …); unknown ones are ignored. */
export type RequestFields = Readonly<Record<string, string>>;

export interface CreateResource {
  readonly accountSid: Sid;
  readonly fields: RequestFields;
  readonly idempotencyKey?: string;
  /** Only of an account: what opens it, as it is stored. */
  readonly tokens?: string;
  /** Stands for an Idempotency-Key, of which no caller's can be the same. */
  readonly importRow?: ImportRowKey;
}

/** A row of an import, which is made once however often it is sent. */
export interface ImportRowKey {
  readonly importId: string;
  readonly row: number;
}

export interface UpdateResource {
  readonly accountSid: Sid;
  readonly sid: Sid;
  readonly fields: RequestFields;
  /** Only if the resource is at one of these versions (If-Match); absent = whatever version it has. */
  readonly ifVersions?: readonly number[];
}

export interface DeleteResource {
  readonly accountSid: Sid;
  readonly sid: Sid;
  readonly ifVersions?: readonly number[];
  /** Also if others name it; default false. */
  readonly force?: boolean;
}

/** Which resources of an account; all filters must match exactly. */
export interface ListResources {
  readonly accountSid: Sid;
  /** What it is reached by: the login of a Client, the phone number of a Number. */
  readonly name?: string;
  readonly friendlyName?: string;
  readonly status?: number;
}

export interface PageResources extends ListResources {
  readonly pageSize: number;
  /** Opaque; absent = the first page. */
  readonly pageToken?: string;
}
