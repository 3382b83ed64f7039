import { canonicalHost } from '@tandem/sip';
import type { DigestPolicy, Domains, SipDomain } from '@tandem/sip';

/** Which SIP domain of an account a host name in lower case selects, as a unit's cache knows it. */
export interface NameDirectory {
  domainOf(host: string): string | null;
}

export interface DirectoryDomainsOptions {
  /** Those that the unit's configuration names: they go first, as an address selects one of them. */
  readonly configured: Domains;
  readonly directory: NameDirectory;
  /** Of the domains of accounts. */
  readonly digest: DigestPolicy;
  /** The cache could not be read. */
  readonly onError: (error: unknown) => void;
}

/** Far more domains than an installation has; beyond, they are made again. */
const REMEMBERED = 10_000;

/** The SIP domains of the configuration and, behind them, those that accounts have of their own. */
export class DirectoryDomains implements Domains {
  readonly #options: DirectoryDomainsOptions;
  readonly #made = new Map<string, SipDomain>();

  constructor(options: DirectoryDomainsOptions) {
    this.#options = options;
  }

  resolve(host: string): SipDomain | undefined {
    const configured = this.#options.configured.resolve(host);
    if (configured !== undefined) return configured;
    const name = this.#find(canonicalHost(host));
    return name === null ? undefined : this.#domain(name);
  }

  #find(host: string): string | null {
    const { directory, onError } = this.#options;
    try {
      return directory.domainOf(host);
    } catch (error) {
      onError(error);
      return null;
    }
  }

  #domain(name: string): SipDomain {
    const known = this.#made.get(name);
    if (known !== undefined) return known;
    if (this.#made.size >= REMEMBERED) this.#made.clear();
    const made = { name, digest: this.#options.digest };
    this.#made.set(name, made);
    return made;
  }
}
