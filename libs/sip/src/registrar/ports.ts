import type { Sid } from '@tandem/kernel';
import type { Ha1 } from '../auth/digest.ts';
import type { DigestPolicy } from '../auth/policy.ts';
import type { Binding, BindingChange, BindingEvent } from './binding.ts';

/**
 * The bindings that this unit holds. Calls are synchronous: `list` sees every earlier `apply`. An adapter that writes
 * to disk does so in batches of at most 50 ms and makes no one wait (a crash may lose the last of them; the phones'
 * next refresh brings them back).
 */
export interface BindingStore {
  /** A Client's bindings that expire after `now`, the one refreshed longest ago first. */
  list(sid: Sid, now: number): readonly Binding[];
  /** Puts by (sid, key) and removes by (sid, key); removing what is not there changes nothing. */
  apply(changes: readonly BindingChange[]): void;
  /** The bindings, expired ones too, that came over this connection. */
  ofConnection(connection: string): readonly Binding[];
  /** All bindings, expired ones too. The iterator stays good while bindings change; it may then miss or repeat some. */
  all(): Iterator<Binding>;
  readonly size: number;
}

/** What the unit's cache knows about a user now. */
export type CredentialLookup =
  | {
      readonly kind: 'found';
      readonly sid: Sid;
      /** Client status. */
      readonly enabled: boolean;
      /** Its account is neither suspended nor closed. */
      readonly accountActive: boolean;
      readonly ha1: Ha1;
    }
  | { readonly kind: 'unknown' }
  /** Something that is needed to say has not arrived yet (a key, the first load): 503, never a refusal. */
  | { readonly kind: 'not-yet' };

export interface CredentialSource {
  /** The user `login` of a SIP domain; both exactly as stored. */
  lookup(sipDomain: string, login: string): CredentialLookup;
}

/** A SIP domain: its name is the realm, and the right side of every address-of-record. */
export interface SipDomain {
  readonly name: string;
  readonly digest: DigestPolicy;
}

export interface Domains {
  /** The domain that a host of a URI selects, whatever its case; undefined when it is none of ours. */
  resolve(host: string): SipDomain | undefined;
}

/** Tells the other units which phones are here; not awaited, never subject to a propagation model. */
export interface RegistrationFeed {
  publish(events: readonly BindingEvent[]): void;
}
