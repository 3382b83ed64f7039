/** What is known of one Client from the answers alone. */
export type Known =
  | { readonly kind: 'live'; readonly sid: string; readonly name: string }
  | { readonly kind: 'deleted'; readonly sid: string }
  | { readonly kind: 'never' };

/** A login's state as acknowledged, and what one unanswered request may have made of it. */
export interface Entry {
  readonly login: string;
  known: Known;
  /** The request that got no answer; at most one per login until the truth is read. */
  undecided:
    { readonly kind: 'create' | 'delete' } | { readonly kind: 'update'; readonly name: string } | null;
}

/** A Client as the API lists it. */
export interface ListedClient {
  readonly sid: string;
  readonly login: string;
  readonly friendly_name: string;
}

/** What was acknowledged to the writers of a load, and what was left open when the server died. */
export class Ledger {
  readonly #entries = new Map<string, Entry>();
  /** Writes answered with success. */
  acknowledged = 0;
  /** Requests that got no answer. */
  lost = 0;

  add(login: string): Entry {
    const entry: Entry = { login, known: { kind: 'never' }, undecided: null };
    this.#entries.set(login, entry);
    return entry;
  }

  entries(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  /**
   * Compares with the truth read after a restart, and settles what was undecided.
   * @returns what contradicts the answers given, one line each; empty = nothing acknowledged is lost
   */
  reconcile(listed: readonly ListedClient[]): readonly string[] {
    const found = new Map<string, ListedClient>();
    const problems: string[] = [];
    for (const client of listed) {
      if (found.has(client.login)) problems.push(`two Clients have the login ${client.login}`);
      if (!this.#entries.has(client.login)) problems.push(`nobody asked for ${client.login}`);
      found.set(client.login, client);
    }
    for (const entry of this.entries()) {
      const truth = found.get(entry.login);
      if (!isPossible(entry, truth)) problems.push(contradiction(entry, truth));
      entry.known = settled(entry, truth);
      entry.undecided = null;
    }
    return problems;
  }
}

const contradiction = ({ login, known, undecided }: Entry, truth: ListedClient | undefined): string =>
  `${login}: acknowledged ${JSON.stringify(known)}, undecided ${JSON.stringify(undecided)}, found ${JSON.stringify(truth ?? null)}`;

const isPossible = ({ known, undecided }: Entry, truth: ListedClient | undefined): boolean => {
  if (truth === undefined) return known.kind !== 'live' || undecided?.kind === 'delete';
  if (known.kind !== 'live') return undecided?.kind === 'create' && truth.sid !== sidOf(known);
  if (truth.sid !== known.sid) return false;
  return (
    truth.friendly_name === known.name ||
    (undecided?.kind === 'update' && truth.friendly_name === undecided.name)
  );
};

const sidOf = (known: Known): string | undefined => (known.kind === 'never' ? undefined : known.sid);

const settled = ({ known }: Entry, truth: ListedClient | undefined): Known => {
  if (truth !== undefined) return { kind: 'live', sid: truth.sid, name: truth.friendly_name };
  return known.kind === 'live' ? { kind: 'deleted', sid: known.sid } : known;
};
