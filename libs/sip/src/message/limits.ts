/** What one message may hold. Above these it is refused before anything is built from it. */
export const LIMITS = {
  /** Octets of head and body together. */
  message: 65_536,
  headers: 256,
  /** Characters of one header name. */
  headerName: 128,
} as const;
