import { createRequire } from 'node:module';

interface Broker {
  isConnected(): boolean;
}

interface CoordinatorQuery {
  readonly groupId: string;
  readonly coordinatorType: number;
}

interface Cluster {
  findGroupCoordinator: (this: Cluster, query: CoordinatorQuery) => Promise<Broker>;
}

/** FindCoordinator's key type (Kafka protocol guide). */
const TRANSACTION = 1;

let kept = false;

/**
 * Has every kafkajs client ask for the coordinator of a transactional id once, not twice a transaction: two of the five
 * round trips that a transaction waits for one after the other. kafkajs 2.2.4 has no setting for it, so this reaches into
 * its `Cluster`. A coordinator that has moved answers with an error, after which a transactional producer is thrown away
 * with its client (TransactionalProducer), and the next client asks again.
 */
export const keepTransactionCoordinator = (): void => {
  if (kept) return;
  kept = true;
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/cluster') as { prototype: Cluster };
  const find = prototype.findGroupCoordinator;
  const known = new WeakMap<Cluster, Broker>();
  prototype.findGroupCoordinator = async function (query) {
    if (query.coordinatorType !== TRANSACTION) return find.call(this, query);
    const before = known.get(this);
    if (before?.isConnected() === true) return before;
    const found = await find.call(this, query);
    known.set(this, found);
    return found;
  };
};
