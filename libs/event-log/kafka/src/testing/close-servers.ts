import { withDeadline } from '@tandem/kernel';
import type { ProxiedKafka } from '@tandem/stack';

const PROXY_MS = 5000;

/**
 * Ends a broker and the proxy before it. The proxy's end is not waited for without bound: a socket that was shut down and
 * then reset (EINVAL) never says that it is closed.
 */
export const closeServers = async ({ kafka, proxy }: ProxiedKafka): Promise<void> => {
  await kafka.close();
  await withDeadline(proxy.close(), PROXY_MS, 'closing the proxy').catch(() => undefined);
};
