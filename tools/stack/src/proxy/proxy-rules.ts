/** Which way bytes flow: client to target, or back. */
export type Direction = 'toTarget' | 'toClient';
export const DIRECTIONS: readonly Direction[] = ['toTarget', 'toClient'];

export interface ProxyChunk {
  /** Number of the connection, from 1 in order of acceptance. */
  readonly connection: number;
  readonly direction: Direction;
  /** As it came from the socket: messages of the protocol may be cut anywhere. */
  readonly data: Buffer;
}

/** What becomes of a chunk: it passes, it is lost, or it is lost and the connection reset. */
export type Verdict = 'forward' | 'drop' | 'cut';
export type Interceptor = (chunk: ProxyChunk) => Verdict;

/** What the proxy does now, for all its connections. */
export interface ProxyRules {
  readonly paused: Set<Direction>;
  readonly dropped: Set<Direction>;
  readonly delayMs: Record<Direction, number>;
  interceptor: Interceptor | undefined;
}

export function noRules(): ProxyRules {
  return {
    paused: new Set(),
    dropped: new Set(),
    delayMs: { toTarget: 0, toClient: 0 },
    interceptor: undefined,
  };
}

export function verdictOn(chunk: ProxyChunk, rules: ProxyRules): Verdict {
  const verdict = rules.interceptor?.(chunk) ?? 'forward';
  return verdict === 'forward' && rules.dropped.has(chunk.direction) ? 'drop' : verdict;
}
