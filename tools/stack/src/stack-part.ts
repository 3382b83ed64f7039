/** A server that Tandem can run on. */
export type StackPart = 'kafka' | 'mongo';

/** The environment variable that says where a part is, for Tandem and for its tests. */
export const VARIABLE_OF: Readonly<Record<StackPart, string>> = {
  kafka: 'KAFKA_BROKERS',
  mongo: 'MONGODB_URI',
};

/** A part that answers at `address` (the value of its variable) until it is closed. */
export interface RunningPart {
  readonly address: string;
  close(): Promise<void>;
}

/** A way to have parts: containers, or programs of this machine. */
export interface StackProvider {
  readonly name: string;
  /**
   * Starts a part.
   * @throws StackError NOT_AVAILABLE, TOOL_MISSING, TOOL_FAILED or START_FAILED: the next provider is asked then
   */
  start(part: StackPart): Promise<RunningPart>;
}
