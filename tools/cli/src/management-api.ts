import { err, messageOf, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { basicAuthorization } from '@tandem/operator';
import type { Credentials } from '@tandem/operator';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the account, such as `/Clients.json`; a query may follow. */
  readonly path: string;
  /** Below all accounts instead: `.json`. */
  readonly above?: boolean;
  readonly fields?: Readonly<Record<string, string>>;
  readonly waitSeconds?: number | null;
}

export interface ApiAnswer {
  readonly body: unknown;
  /** `Tandem-Propagation`, for a write that waited; null without one. */
  readonly propagation: string | null;
}

/** `refused`: the API said no, and why. `failed`: it could not be reached, or could not answer. */
export interface ApiFailure {
  readonly kind: 'refused' | 'failed';
  readonly why: string;
}

export interface ApiPlace {
  readonly url: URL;
  readonly account: string | null;
  readonly credentials: Credentials;
}

const ANSWER_MS = 120_000;
const SERVER_ERROR = 500;

const failure = (status: number, text: string): ApiFailure => {
  let why = text.slice(0, 200);
  try {
    const { code, message } = JSON.parse(text) as { readonly code?: number; readonly message?: string };
    if (message !== undefined) why = `${message} (code ${code})`;
  } catch {
    // A proxy in between answers what it likes.
  }
  return { kind: status < SERVER_ERROR ? 'refused' : 'failed', why: `${status}: ${why}` };
};

/** The Management API of one account, over HTTP. */
export class ManagementApi {
  readonly #place: ApiPlace;

  constructor(place: ApiPlace) {
    this.#place = place;
  }

  async ask(request: ApiRequest): Promise<Result<ApiAnswer, ApiFailure>> {
    try {
      const response = await this.#send(request);
      const text = await response.text();
      if (!response.ok) return err(failure(response.status, text));
      return ok({
        body: JSON.parse(text) as unknown,
        propagation: response.headers.get('tandem-propagation'),
      });
    } catch (error) {
      return err({ kind: 'failed', why: `${this.#place.url.origin} did not answer: ${messageOf(error)}` });
    }
  }

  #send({ method, path, fields, above = false, waitSeconds = null }: ApiRequest): Promise<Response> {
    const { url, account, credentials } = this.#place;
    const owner = encodeURIComponent(account ?? credentials.accountSid);
    return fetch(new URL(`/2012-04-24/Accounts${above ? '' : `/${owner}`}${path}`, url), {
      method,
      headers: {
        accept: 'application/json',
        authorization: basicAuthorization(credentials),
        ...(waitSeconds !== null && { prefer: `wait=${waitSeconds}` }),
      },
      ...(fields !== undefined && { body: new URLSearchParams(fields) }),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
  }
}
