import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { addProbes } from '@tandem/http';
import type { JournalStore } from '@tandem/journal';
import { messageOf, withDeadline } from '@tandem/kernel';
import type { Foundation } from '@tandem/process';
import type { Relay } from '@tandem/relay';
import { addAuditPages } from './audit-pages.ts';

export interface OperationsOptions {
  readonly foundation: Foundation<unknown>;
  readonly store: JournalStore;
  readonly relay: Relay;
}

const PROBE_MS = 2000;

/** Adds health, metrics and the audit's pages to the API's listener. Ready means: the journal answers. */
export const addOperations = (app: NestFastifyApplication, options: OperationsOptions): void => {
  const { foundation, store, relay } = options;
  const server = app.getHttpAdapter().getInstance();
  addAuditPages(server, store, foundation.config.operatorToken);
  addProbes(server, {
    operatorToken: foundation.config.operatorToken,
    metrics: foundation.telemetry.metrics,
    ready: async () => {
      try {
        const head = await withDeadline(store.journal.head(), PROBE_MS, 'the journal');
        const { state, revision } = relay.status();
        return { ready: true, detail: { journal: { revision: head }, relay: { state, revision } } };
      } catch (error) {
        return { ready: false, detail: { why: messageOf(error) } };
      }
    },
  });
};
