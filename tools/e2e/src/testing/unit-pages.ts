const TIMEOUT_MS = 5000;

/** `GET /clients/{domain}/{login}` of a unit, as far as tests look at it. */
export interface BelievedClient {
  readonly sid: string;
  readonly login: string;
  readonly version: number;
  readonly revision: number;
  readonly status: 0 | 1;
  readonly applied_at: string;
  readonly held: { readonly version: number; readonly until: string } | null;
}

export interface Page<T> {
  readonly status: number;
  readonly text: string;
  readonly body: T;
}

/** The HTTP pages of one unit. */
export class UnitPages {
  readonly url: string;
  readonly domain: string;

  constructor(url: string, domain = 'tandem.local') {
    this.url = url;
    this.domain = domain;
  }

  /** What the unit believes of a login. */
  client(login: string): Promise<Page<BelievedClient>> {
    return this.get(`/clients/${this.domain}/${encodeURIComponent(login)}`);
  }

  /** Who is registered under a login, at any unit, as this unit knows it. */
  registrations(login: string): Promise<Page<readonly { readonly unit: string }[]>> {
    return this.get(`/registrations/${this.domain}/${encodeURIComponent(login)}`);
  }

  async get<T>(path: string): Promise<Page<T>> {
    const response = await fetch(`${this.url}${path}`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = await response.text();
    return { status: response.status, text, body: bodyOf<T>(text) };
  }
}

const bodyOf = <T>(text: string): T => {
  try {
    return JSON.parse(text) as T;
  } catch {
    return text as T;
  }
};
