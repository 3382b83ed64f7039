import type * as testcontainersPackage from 'testcontainers';
import type { StartedTestContainer, WaitStrategy } from 'testcontainers';

/** Testcontainers, loaded only when containers are asked for: it is large and most runs do without. */
export type Testcontainers = typeof testcontainersPackage;

export interface ContainerSpec {
  readonly image: string;
  /** Port inside the container, and the one of this machine that leads to it. */
  readonly port: { readonly container: number; readonly host: number };
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly ready: WaitStrategy;
}

const START_TIMEOUT_MS = 120_000;
const LOCAL_HOSTS: readonly string[] = ['localhost', '127.0.0.1'];

/** Starts a container; Testcontainers' own reaper removes it should this process die. */
export async function startContainer(
  testcontainers: Testcontainers,
  spec: ContainerSpec,
  engineHost: string,
): Promise<StartedTestContainer> {
  const { container, host } = spec.port;

  class LoopbackContainer extends testcontainers.GenericContainer {
    /** Docker publishes ports to the whole network unless told an address; the library offers no option for it. */
    protected override async beforeContainerCreated(): Promise<void> {
      if (!LOCAL_HOSTS.includes(engineHost)) return;
      const binding = { HostIp: '127.0.0.1', HostPort: String(host) };
      this.hostConfig.PortBindings = { [`${container}/tcp`]: [binding] };
    }
  }

  const description = new LoopbackContainer(spec.image)
    .withExposedPorts({ container, host })
    .withEnvironment({ ...spec.environment })
    .withWaitStrategy(spec.ready)
    .withStartupTimeout(START_TIMEOUT_MS);
  if (spec.command !== undefined) description.withCommand([...spec.command]);
  return description.start();
}
