import { join } from 'node:path';
import { StackError } from './stack-error.ts';

/** Programs that the stack takes from the machine. */
export type ToolName = 'java' | 'mvn' | 'go';

interface Tool {
  readonly purpose: string;
  readonly install: string;
  /** The variable that names a server of one's own, which makes the tool needless. */
  readonly instead: string;
}

const KAFKA_INSTEAD = 'KAFKA_BROKERS=host:port of a broker you have';

const TOOLS: Readonly<Record<ToolName, Tool>> = {
  java: {
    purpose: 'runs Kafka',
    install: 'a JDK, version 17 or newer (Debian, Ubuntu: openjdk-17-jdk-headless; Homebrew: openjdk@17)',
    instead: KAFKA_INSTEAD,
  },
  mvn: {
    purpose: 'fetches Kafka',
    install: 'Apache Maven (Debian, Ubuntu, Homebrew: maven)',
    instead: KAFKA_INSTEAD,
  },
  go: {
    purpose: 'builds the MongoDB-wire server',
    install: 'Go, version 1.24 or newer (Homebrew: go)',
    instead: 'MONGODB_URI of a server you have',
  },
};

/** The error for a tool that cannot be started: what it is for and the three ways out. */
export function missingTool(name: ToolName, cause?: unknown): StackError {
  const { purpose, install, instead } = TOOLS[name];
  return new StackError(
    'TOOL_MISSING',
    `${name} (it ${purpose}) was not found: install ${install}, or set ${instead}, or start Docker`,
    cause,
  );
}

/** The `java` to use: that of JAVA_HOME when it is set, as Maven does, else the one on the PATH. */
export function javaCommand(env: NodeJS.ProcessEnv = process.env): string {
  const home = env['JAVA_HOME'];
  return home === undefined || home === '' ? 'java' : join(home, 'bin', 'java');
}
