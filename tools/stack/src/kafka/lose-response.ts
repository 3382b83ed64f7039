import type { ProxyChunk, Verdict } from '../proxy/proxy-rules.ts';
import type { TcpProxy } from '../proxy/tcp-proxy.ts';
import { FrameScanner } from './frame-scanner.ts';

/** Kafka protocol guide, API keys. */
const API_KEYS = {
  Produce: 0,
  Fetch: 1,
  Metadata: 3,
  OffsetCommit: 8,
  FindCoordinator: 10,
  JoinGroup: 11,
  InitProducerId: 22,
  AddPartitionsToTxn: 24,
  EndTxn: 26,
} as const;

export type KafkaApi = keyof typeof API_KEYS;

export interface ResponseOptions {
  /** How many responses may pass first. */
  readonly skip?: number;
}

/**
 * Has the next response to a request of this kind lost on its way through the proxy: the broker has done what was
 * asked, the connection is reset, and the client cannot know. Resolves when that has happened.
 *
 * It needs connections that began under its eyes: call it before the client connects, with `skip` for the
 * responses that may pass first. It takes the proxy's interceptor, and gives it back at its end.
 */
export function loseKafkaResponse(
  proxy: TcpProxy,
  api: KafkaApi,
  options: ResponseOptions = {},
): Promise<void> {
  return atKafkaResponse(proxy, api, { ...options, verdict: 'cut' });
}

/** The same without harm: resolves when such a response goes through. */
export function seeKafkaResponse(
  proxy: TcpProxy,
  api: KafkaApi,
  options: ResponseOptions = {},
): Promise<void> {
  return atKafkaResponse(proxy, api, { ...options, verdict: 'forward' });
}

function atKafkaResponse(
  proxy: TcpProxy,
  api: KafkaApi,
  { skip = 0, verdict }: ResponseOptions & { readonly verdict: Verdict },
): Promise<void> {
  return new Promise((resolve) => {
    const watch = new ResponseWatch(API_KEYS[api]);
    let toPass = skip;
    proxy.intercept((chunk): Verdict => {
      if (!watch.sees(chunk)) return 'forward';
      if (toPass-- > 0) return 'forward';
      proxy.intercept(undefined);
      resolve();
      return verdict;
    });
  });
}

interface Watched {
  readonly requests: FrameScanner;
  readonly responses: FrameScanner;
  /** Correlation ids of the requests of the wanted kind without an answer yet. */
  readonly open: Set<number>;
}

/** Tells the chunks in which a response to one kind of request begins. */
class ResponseWatch {
  readonly #apiKey: number;
  readonly #connections = new Map<number, Watched>();

  constructor(apiKey: number) {
    this.#apiKey = apiKey;
  }

  sees({ connection, direction, data }: ProxyChunk): boolean {
    const watched = this.#watched(connection);
    if (direction === 'toClient') {
      return watched.responses.push(data).some((head) => watched.open.delete(head.readInt32BE(0)));
    }
    for (const head of watched.requests.push(data)) {
      if (head.readInt16BE(0) === this.#apiKey) watched.open.add(head.readInt32BE(4));
    }
    return false;
  }

  #watched(connection: number): Watched {
    let watched = this.#connections.get(connection);
    if (watched === undefined) {
      watched = { requests: new FrameScanner(), responses: new FrameScanner(), open: new Set() };
      this.#connections.set(connection, watched);
    }
    return watched;
  }
}
