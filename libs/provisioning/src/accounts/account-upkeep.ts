import { messageOf } from '@tandem/kernel';
import type { Clock, Sid } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { ResourceView } from '../outcomes.ts';
import type { Provisioning } from '../resources.ts';
import { QuietAccounts } from './quiet-accounts.ts';

export interface AccountUpkeepOptions {
  readonly provisioning: Provisioning;
  /** Below which accounts are looked for. */
  readonly rootSid: Sid;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether this process is the one to do it now; several at once do no harm, only the work twice. */
  readonly isOurs: () => boolean;
  /** Between two looks, milliseconds. */
  readonly everyMs?: number;
  /** The longest that a write may take that began before the account changed, milliseconds. */
  readonly writeDeadlineMs?: number;
}

type Account = ResourceView<'Account'>;

const EVERY_MS = 5000;
const WRITE_DEADLINE_MS = 30_000;

/** What goes with an account, those that name others first. */
const OWNED = ['Client', 'Number', 'Application', 'Webhook'] as const;

/**
 * Finishes what a change of an account began: deletes what accounts have that are being closed, and moves what they have to
 * a SIP domain that has another name. May be broken off and begun anew anywhere.
 */
export class AccountUpkeep {
  readonly #options: AccountUpkeepOptions;
  readonly #empty: QuietAccounts;
  readonly #moved: QuietAccounts;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: AccountUpkeepOptions) {
    this.#options = options;
    const { clock, writeDeadlineMs = WRITE_DEADLINE_MS } = options;
    this.#empty = new QuietAccounts(clock, writeDeadlineMs);
    this.#moved = new QuietAccounts(clock, writeDeadlineMs);
  }

  start(): void {
    this.#plan();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** Looks once through all accounts. Throws what the journal throws. */
  async round(): Promise<void> {
    await this.#below(this.#options.rootSid, false);
  }

  #plan(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#quietRound().finally(() => this.#plan());
    }, this.#options.everyMs ?? EVERY_MS);
  }

  async #quietRound(): Promise<void> {
    const { isOurs, logger } = this.#options;
    if (!isOurs()) return;
    try {
      await this.round();
    } catch (error) {
      logger.warn('what closed accounts have cannot be deleted yet, nor moved what others have', {
        why: messageOf(error),
      });
    }
  }

  /** @returns whether every account below is closed. @param closing whether all of them are to be */
  async #below(parent: Sid, closing: boolean): Promise<boolean> {
    const { resources } = this.#options.provisioning;
    let closed = true;
    for await (const account of resources.Account.list({ accountSid: parent })) {
      if (this.#stopped) return false;
      if (!(await this.#visit(account, closing))) closed = false;
    }
    return closed;
  }

  async #visit(account: Account, parentCloses: boolean): Promise<boolean> {
    const { status } = account.state;
    if (status === 'closed') return true;
    const { provisioning } = this.#options;
    if (parentCloses && status !== 'closing') {
      await provisioning.accounts.update({ account: ofView(account), fields: { Status: 'closed' } });
    }
    const closing = parentCloses || status === 'closing';
    if (account.state.sipDomainMoving === true && !closing) await this.#move(account);
    const below = await this.#below(account.sid, closing);
    return closing && below && (await this.#finish(account));
  }

  async #move(account: Account): Promise<void> {
    const { provisioning, logger } = this.#options;
    const { sid, state } = account;
    const moved = await provisioning.accounts.moveToDomain(sid);
    if (!this.#moved.looked(sid, moved > 0)) return;
    await provisioning.accounts.finishMoving(ofView(account));
    logger.info('what an account has is in its SIP domain', { sid, domain: state.sipDomain });
  }

  async #finish(account: Account): Promise<boolean> {
    const { provisioning, logger } = this.#options;
    const { sid } = account;
    if (!this.#empty.looked(sid, await this.#deleteAll(sid))) return false;
    await provisioning.accounts.finishClosing(ofView(account));
    logger.info('an account is closed, and all that it had is deleted', { sid });
    return true;
  }

  /** @returns whether there was anything */
  async #deleteAll(accountSid: Sid): Promise<boolean> {
    const { resources } = this.#options.provisioning;
    let found = false;
    for (const kind of OWNED) {
      for await (const { sid } of resources[kind].list({ accountSid })) {
        if (this.#stopped) return true;
        found = true;
        await resources[kind].delete({ accountSid, sid, force: true });
      }
    }
    return found;
  }
}

const ofView = ({ sid, state }: Account) => ({ sid, parentSid: state.parentSid });
