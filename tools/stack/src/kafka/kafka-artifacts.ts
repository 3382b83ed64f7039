import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDir } from '../cache/cache-dir.ts';
import { ensureCacheEntry } from '../cache/cache-entry.ts';
import { contentKey } from '../cache/content-key.ts';
import { noProgress, type Progress, secondsSince } from '../progress.ts';
import { runTool } from '../run-tool.ts';
import { javaCommand } from '../tools.ts';
import { NODE_ID, renderProperties } from './broker-properties.ts';
import { requireJava } from './java-version.ts';

/** Also the tag of the container image. */
export const KAFKA_VERSION = '4.3.1';
const TITLE = `Kafka ${KAFKA_VERSION}`;
const POM = fileURLToPath(new URL('../../kafka/pom.xml', import.meta.url));
/** Any 16 bytes in base64; brokers of different runs never meet. */
const CLUSTER_ID = 'dGFuZGVtLXRlc3Qtc3RhYw';

export interface KafkaArtifacts {
  /** For `java -cp`. */
  readonly classPath: string;
  /** A data directory as `kafka-storage format` leaves it; copied for each broker, saving a JVM start. */
  readonly formattedDataDir: string;
}

/**
 * The broker's jars and an empty, formatted data directory; fetched by Maven with the user's own settings and
 * kept in the cache.
 *
 * @throws StackError TOOL_MISSING, TOOL_FAILED
 */
export async function kafkaArtifacts(
  progress: Progress = noProgress,
  env: NodeJS.ProcessEnv = process.env,
): Promise<KafkaArtifacts> {
  const path = entryPath(env);
  if (!existsSync(path)) await requireJava(env);
  const root = await ensureCacheEntry(
    { path, title: TITLE, build: (dir) => build(dir, progress, env) },
    progress,
  );
  return { classPath: classPathOf(root), formattedDataDir: join(root, 'formatted') };
}

/** Whether a broker can be started without fetching anything first. */
export function kafkaIsPrepared(env: NodeJS.ProcessEnv = process.env): boolean {
  return existsSync(entryPath(env));
}

function entryPath(env: NodeJS.ProcessEnv): string {
  const key = contentKey(readFileSync(POM, 'utf8'), renderProperties(formatProperties('')));
  return join(cacheDir(env), `kafka-${KAFKA_VERSION}-${key}`);
}

const classPathOf = (root: string): string => join(root, 'lib', '*');

async function build(dir: string, progress: Progress, env: NodeJS.ProcessEnv): Promise<void> {
  const since = performance.now();
  progress(`${TITLE}: fetching with Maven (about 55 MB, once)`);
  await runTool(
    {
      tool: 'mvn',
      args: [
        '-B',
        '-f',
        POM,
        'dependency:copy-dependencies',
        `-DoutputDirectory=${join(dir, 'lib')}`,
        '-DincludeScope=runtime',
      ],
      cwd: dir,
      env,
      title: `${TITLE}: fetching`,
      count: { pattern: /Downloaded from|Copying /, unit: 'files' },
      timeoutMs: 15 * 60_000,
    },
    progress,
  );
  await format(dir, env);
  progress(`${TITLE}: ready in ${secondsSince(since)}`);
}

async function format(dir: string, env: NodeJS.ProcessEnv): Promise<void> {
  const dataDir = join(dir, 'formatted');
  const properties = join(dir, 'format.properties');
  await writeFile(properties, renderProperties(formatProperties(dataDir)));
  await runTool(
    {
      tool: 'java',
      command: javaCommand(env),
      args: [
        '-cp',
        classPathOf(dir),
        'kafka.tools.StorageTool',
        'format',
        '-t',
        CLUSTER_ID,
        '-c',
        properties,
      ],
      cwd: dir,
      env,
      title: `${TITLE}: formatting its storage`,
      timeoutMs: 60_000,
    },
    noProgress,
  );
}

/** The least that the tool takes as valid; of it only the node's id ends up in the directory. */
function formatProperties(dataDir: string): Readonly<Record<string, string>> {
  return {
    'process.roles': 'broker,controller',
    'node.id': NODE_ID,
    'controller.quorum.voters': `${NODE_ID}@127.0.0.1:9093`,
    'controller.listener.names': 'CONTROLLER',
    listeners: 'PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093',
    'log.dirs': dataDir,
  };
}
