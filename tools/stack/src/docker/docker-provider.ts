import { messageOf } from '@tandem/kernel';
import { StackError } from '../stack-error.ts';
import type { RunningPart, StackPart, StackProvider } from '../stack-part.ts';
import type { Testcontainers } from './container.ts';
import { startKafkaContainer } from './kafka-container.ts';
import { startMongoContainer } from './mongo-container.ts';

const START: Readonly<Record<StackPart, (tc: Testcontainers, host: string) => Promise<RunningPart>>> = {
  kafka: startKafkaContainer,
  mongo: startMongoContainer,
};

/** Containers, where there is an engine for them (Docker, Podman and others that Testcontainers finds). */
export const dockerProvider: StackProvider = {
  name: 'Docker',
  start: async (part) => {
    const testcontainers = await import('testcontainers');
    const host = await engineHost(testcontainers);
    try {
      return await START[part](testcontainers, host);
    } catch (error) {
      throw new StackError('START_FAILED', `the container did not start: ${messageOf(error)}`, error);
    }
  },
};

/** The name under which this machine reaches the containers' ports; it also proves that there is an engine. */
async function engineHost(testcontainers: Testcontainers): Promise<string> {
  try {
    const client = await testcontainers.getContainerRuntimeClient();
    const { host } = client.info.containerRuntime;
    // The ports are published on this address alone; "localhost" may mean ::1 first.
    return host === 'localhost' ? '127.0.0.1' : host;
  } catch (error) {
    throw new StackError('NOT_AVAILABLE', 'no container engine answers', error);
  }
}
