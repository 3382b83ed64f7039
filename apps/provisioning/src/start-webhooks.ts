import { messageOf, newSid, systemClock, systemRandom, TandemError } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { EventLog } from '@tandem/event-log';
import type { JournalStore } from '@tandem/journal';
import type { Foundation } from '@tandem/process';
import type { AccountDirectory, Provisioning, WebhookTarget } from '@tandem/provisioning';
import { webhookData } from '@tandem/provisioning-http';
import type { Receipts } from '@tandem/receipts';
import { LogNotifications } from '@tandem/records';
import type { Relay } from '@tandem/relay';
import { httpPoster, WebhookDispatcher } from '@tandem/webhooks';
import type { ProvisioningConfig } from './config.ts';

export interface WebhookParts {
  readonly store: JournalStore;
  readonly provisioning: Provisioning;
  readonly accounts: AccountDirectory;
  readonly rootSid: Sid;
  readonly receipts: Receipts;
  readonly relay: Relay;
  readonly log: EventLog;
}

const TIMEOUT_MS = 10_000;
/** HTTP retrieval failure, as the published list of codes has it. */
const RETRIEVAL_FAILURE = 11200;

/** Takes a webhook out of service; that its account cannot be told is logged and holds nothing up. */
const disabling = (
  { closer, logger }: Foundation<ProvisioningConfig>,
  { provisioning, log }: WebhookParts,
): ((target: WebhookTarget, why: string) => Promise<void>) => {
  const notifications = new LogNotifications(log);
  closer.add('notifications', () => notifications.close());
  return async ({ sid, accountSid, state }, why) => {
    const fields = { Status: 'disabled' };
    const outcome = await provisioning.resources.Webhook.update({ accountSid, sid, fields });
    if (outcome.kind === 'undecided') throw new TandemError('JOURNAL_UNAVAILABLE', outcome.why);
    if (outcome.kind !== 'updated') return;
    const notification = {
      ...{ sid: newSid('NO', systemRandom), accountSid, callSid: null, messageSid: null },
      ...({ level: 'error', errorCode: RETRIEVAL_FAILURE, unit: 'provisioning' } as const),
      messageText: `The webhook ${sid} is disabled: ${why}. Nothing is lost: set its Status to active again.`,
      ...({ requestUrl: state.url, requestMethod: 'POST', requestVariables: null } as const),
      ...{ responseHeaders: null, responseBody: null },
      createdAt: new Date(systemClock.now()).toISOString(),
    };
    try {
      await notifications.write(notification);
    } catch (error) {
      logger.warn('an account cannot be told that its webhook is disabled', { sid, why: messageOf(error) });
    }
  };
};

/** Begins to deliver to webhooks, in the process that leads. @returns to be woken by events that are recorded here */
export const startWebhooks = (
  foundation: Foundation<ProvisioningConfig>,
  parts: WebhookParts,
): WebhookDispatcher => {
  const { config, logger, closer } = foundation;
  const { store, provisioning, accounts, rootSid, receipts, relay } = parts;
  const dispatcher = new WebhookDispatcher({
    ...{ accounts, rootSid, receipts, logger },
    journal: store.journal,
    cursors: store.cursors,
    webhooks: provisioning.webhooks,
    poster: httpPoster({ timeoutMs: TIMEOUT_MS, privateAddresses: config.webhookPrivateAddresses }),
    render: webhookData,
    disable: disabling(foundation, parts),
    isOurs: () => relay.status().state === 'LEADING',
    clock: systemClock,
    random: systemRandom,
  });
  dispatcher.start();
  closer.add('webhooks', () => dispatcher.stop());
  return dispatcher;
};
