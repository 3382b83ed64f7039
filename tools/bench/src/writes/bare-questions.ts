export type BareQuestions = {
  /** @returns the port it listens on. */
  readonly start: (file: string) => Promise<{ readonly port: number }>;
};
