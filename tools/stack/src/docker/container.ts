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
const LOOPBACK = '127.0.0.1';

/** Starts a container; Testcontainers' own reaper removes it should this process die. */
export function startContainer(
  testcontainers: Testcontainers,
  spec: ContainerSpec,
  engineHost: string,
): Promise<StartedTestContainer> {
  return describeContainer(testcontainers, spec, engineHost).start();
}

/** A container not started yet. */
export function describeContainer(
  { GenericContainer }: Testcontainers,
  spec: ContainerSpec,
  engineHost: string,
): InstanceType<Testcontainers['GenericContainer']> {
  const { container, host } = spec.port;

  class LoopbackContainer extends GenericContainer {
    /** Docker publishes ports to the whole network unless told an address; the library has no option for it. */
    protected override async beforeContainerCreated(): Promise<void> {
      if (engineHost !== LOOPBACK) return;
      const binding = { HostIp: LOOPBACK, HostPort: String(host) };
      this.hostConfig.PortBindings = { [`${container}/tcp`]: [binding] };
    }
  }

  const description = new LoopbackContainer(spec.image)
    .withExposedPorts({ container, host })
    .withEnvironment({ ...spec.environment })
    .withWaitStrategy(spec.ready)
    .withStartupTimeout(START_TIMEOUT_MS);
  return spec.command === undefined ? description : description.withCommand([...spec.command]);
}
