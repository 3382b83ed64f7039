import { setTimeout as delay } from 'node:timers/promises';

export interface Credentials {
  readonly accountSid: string;
  readonly authToken: string;
}

/** A Client as the Management API shows it in JSON. */
export interface ClientJson {
  readonly sid: string;
  readonly login: string;
  readonly friendly_name: string;
  readonly password?: string;
  readonly status: string;
  readonly uri: string;
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export type Form = Readonly<Record<string, string>>;

export interface CallOptions {
  readonly form?: Form;
  readonly headers?: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 15_000;

/** Calls the Management API of one process, in JSON. A request that gets no answer rejects. */
export class ManagementApi {
  readonly url: string;
  readonly credentials: Credentials;

  constructor(url: string, credentials: Credentials) {
    this.url = url;
    this.credentials = credentials;
  }

  /** The account's own URL; Clients are below it. */
  get account(): string {
    return `${this.url}/restcomm/2012-04-24/Accounts/${this.credentials.accountSid}`;
  }

  create(login: string, password: string, options: CallOptions = {}): Promise<Answer<ClientJson>> {
    const form = { Login: login, Password: password, ...options.form };
    return this.call('POST', '/Clients.json', { ...options, form });
  }

  read(sid: string): Promise<Answer<ClientJson>> {
    return this.call('GET', `/Clients/${sid}.json`);
  }

  list(): Promise<Answer<readonly ClientJson[]>> {
    return this.call('GET', '/Clients.json');
  }

  update(
    sid: string,
    form: Form,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<ClientJson>> {
    return this.call('PUT', `/Clients/${sid}.json`, { form, headers });
  }

  remove(sid: string): Promise<Answer<ClientJson>> {
    return this.call('DELETE', `/Clients/${sid}.json`);
  }

  /** Below the account. */
  call<T>(method: string, path: string, options: CallOptions = {}): Promise<Answer<T>> {
    return this.#ask(`${this.account}${path}`, method, options);
  }

  /** Below the API's root. */
  callAbove<T>(method: string, path: string, options: CallOptions = {}): Promise<Answer<T>> {
    return this.#ask(`${this.url}/restcomm/2012-04-24${path}`, method, options);
  }

  async #ask<T>(url: string, method: string, { form, headers }: CallOptions): Promise<Answer<T>> {
    const { accountSid, authToken } = this.credentials;
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
        ...headers,
      },
      ...(form && { body: new URLSearchParams(form) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parse<T>(text) };
  }
}

const parse = <T>(text: string): T => {
  try {
    return JSON.parse(text) as T;
  } catch {
    return text as T;
  }
};

/** The status, or undefined when no answer came: the write may have happened or not. */
export const statusOrLost = async (
  answer: Promise<{ readonly status: number }>,
): Promise<number | undefined> => {
  try {
    return (await answer).status;
  } catch {
    // A server that is gone refuses at once: no busy loop around it.
    await delay(5);
    return undefined;
  }
};
