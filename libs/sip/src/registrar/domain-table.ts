import { ownText } from '../memory/own-text.ts';
import { canonicalHost, isIpLiteral } from '../uri/host.ts';
import type { Domains, SipDomain } from './ports.ts';

export interface DomainEntry {
  readonly domain: SipDomain;
  /** Further names or addresses that select the domain; unique across domains. */
  readonly aliases?: readonly string[];
}

export interface DomainTableOptions {
  readonly domains: readonly DomainEntry[];
  /** The domain of phones that know their server by its address only. */
  readonly defaultDomain: SipDomain;
  /** Names under which the unit itself is reached, `localhost` for example. */
  readonly ownNames?: readonly string[];
}

/** Which domain a host selects. Immutable: a changed set of domains is another table. */
export class DomainTable implements Domains {
  readonly #byHost: ReadonlyMap<string, SipDomain>;
  readonly #default: SipDomain;
  /** The address asked for last that is no alias: nearly always the next one too. */
  #address = '';

  constructor({ domains, defaultDomain, ownNames = [] }: DomainTableOptions) {
    this.#default = defaultDomain;
    this.#byHost = new Map([
      ...ownNames.map((name): [string, SipDomain] => [canonicalHost(name), defaultDomain]),
      [canonicalHost(defaultDomain.name), defaultDomain],
      ...domains.flatMap(({ domain, aliases = [] }) =>
        [domain.name, ...aliases].map((name): [string, SipDomain] => [canonicalHost(name), domain]),
      ),
    ]);
  }

  /**
   * Behind Docker or NAT a phone uses an address that the unit does not know as its own: any address that is no alias
   * selects the default domain.
   */
  resolve(host: string): SipDomain | undefined {
    const known = this.#byHost.get(host);
    if (known !== undefined) return known;
    if (host === this.#address) return this.#default;
    const folded = this.#byHost.get(canonicalHost(host));
    if (folded !== undefined || !isIpLiteral(host)) return folded;
    this.#address = ownText(host);
    return this.#default;
  }
}
