/** What one connection or request may take. Times in milliseconds, sizes in bytes. */
export interface ServerLimits {
  readonly bodyBytes: number;
  readonly headerBytes: number;
  /** From the first byte (or the connection) to the end of the header; then 408. */
  readonly headersMs: number;
  /** From the first byte to the end of the body; then 408. */
  readonly requestMs: number;
  /** How long an idle connection is kept. */
  readonly keepAliveMs: number;
  /** How often the times above are looked at. */
  readonly checkMs: number;
  /** How long requests under way may go on after `close`; then they are cut off. */
  readonly drainMs: number;
}

export const DEFAULT_LIMITS: ServerLimits = {
  bodyBytes: 64 * 1024,
  headerBytes: 16 * 1024,
  headersMs: 10_000,
  requestMs: 30_000,
  keepAliveMs: 65_000,
  checkMs: 1000,
  drainMs: 5000,
};
