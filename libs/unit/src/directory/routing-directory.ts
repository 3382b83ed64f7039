import type { ApplicationEvent, ClientEvent, NumberEvent } from '@tandem/contracts';
import { Waiters } from '@tandem/kernel';
import type { Clock, Sid } from '@tandem/kernel';
import type { VisibleResource } from '../cache/rows.ts';
import type { ActiveCache } from '../runtime/active-cache.ts';
import type { Listeners } from '../runtime/listeners.ts';
import { DomainDirectory } from './domain-directory.ts';
import { namedApplication } from './named-application.ts';
import type { NamedApplication } from './named-application.ts';

export interface RoutingDirectoryOptions {
  readonly active: ActiveCache;
  readonly listeners: Listeners;
  readonly clock: Clock;
}

/** What calls and texts are routed by beside Clients: SIP domains, Applications and numbers. Calls may throw `CACHE_CORRUPT`. */
export class RoutingDirectory {
  readonly #options: RoutingDirectoryOptions;
  readonly #waiters = new Waiters<Sid>();
  /** The SIP domains that accounts have of their own. */
  readonly domains: DomainDirectory;

  constructor(options: RoutingDirectoryOptions) {
    this.#options = options;
    this.domains = new DomainDirectory(options.active, options.listeners);
    options.listeners.add({
      visible: (changes) => {
        if (this.#waiters.count === 0) return;
        const appeared = new Set(changes.map(({ sid }) => sid));
        this.#waiters.check((sid) => appeared.has(sid));
      },
      replaced: () => this.#waiters.check(() => true),
    });
  }

  /** The Application of a sid, as it is served here. */
  application(sid: Sid): VisibleResource<ApplicationEvent> | null {
    return this.#options.active.cache.findApplication(sid);
  }

  /** What is reached under a phone number: E.164 with its `+`, a short code or a SIP name. */
  number(domain: string, phoneNumber: string): VisibleResource<NumberEvent> | null {
    return this.#options.active.cache.findNumber(domain, phoneNumber);
  }

  /** The Application that a Client names, as this unit has it now. */
  named(client: VisibleResource<ClientEvent>): NamedApplication {
    return namedApplication(client, (sid) => this.application(sid), this.#options.clock.now());
  }

  /** Waits for the one that a Client names, while it may be on its way and at most `ms` milliseconds. @returns what it came to */
  async awaitNamed(
    client: VisibleResource<ClientEvent>,
    ms: number,
    signal?: AbortSignal,
  ): Promise<NamedApplication> {
    const now = this.named(client);
    if (now.kind !== 'awaited') return now;
    const left = Math.min(ms, now.until - this.#options.clock.now());
    const done = (): boolean => this.named(client).kind !== 'awaited';
    await this.#waiters.wait({ about: now.sid, done, ms: left, signal });
    return this.named(client);
  }
}
