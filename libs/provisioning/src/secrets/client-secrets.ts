import { seal, sealCredentials, unseal, unsealCredentials } from '@tandem/contracts';
import type { DigestCredentials, KeyRing } from '@tandem/contracts';
import { isTandemError } from '@tandem/kernel';
import type { Random, Sid } from '@tandem/kernel';
import type { NewPassword } from '../domain/resource.ts';

/** A Client's secrets as the journal keeps them. */
export interface SealedSecrets {
  /** A Client's HA1 digests; null for what authenticates nobody. */
  readonly credentials: string | null;
  /** The readable password; null where none is kept. */
  readonly password: string | null;
}

export interface ClientSecretsOptions {
  readonly ring: KeyRing;
  /** Whether a readable copy of passwords is kept and shown (PASSWORD_READBACK). */
  readonly readback: boolean;
  readonly random: Random;
  /** A secret is sealed under a key that this process lacks, or was tampered with. */
  readonly onUnreadable: (sid: Sid, error: unknown) => void;
}

/**
 * Seals and opens what a Client keeps secret. The readable copy is bound to a text of its own, so that neither passes
 * for the other.
 */
export class ClientSecrets {
  readonly #options: ClientSecretsOptions;

  constructor(options: ClientSecretsOptions) {
    this.#options = options;
  }

  /** What an event with a new password stores. */
  sealed(sid: Sid, { credentials, text }: NewPassword): SealedSecrets {
    const { ring, random, readback } = this.#options;
    return {
      credentials: sealCredentials(ring, sid, credentials),
      password: readback ? seal(ring, text, { bound: passwordBound(sid), random }) : null,
    };
  }

  /** What an event that leaves the password alone stores: as before, without a copy where none is to be kept any more. */
  kept({ credentials, password }: SealedSecrets): SealedSecrets {
    return { credentials, password: this.#options.readback ? password : null };
  }

  /** null where no readable copy is kept or it cannot be opened. */
  password(sid: Sid, sealed: string | null): string | null {
    const { ring, readback } = this.#options;
    if (!readback || sealed === null) return null;
    return this.#tryOpen(sid, () => unseal(ring, sealed, passwordBound(sid)));
  }

  /** A secret of another kind, as the journal keeps it. @param bound a text that no other secret is bound to */
  sealedText(bound: string, text: string): string {
    const { ring, random } = this.#options;
    return seal(ring, text, { bound, random });
  }

  /** null if it cannot be opened. */
  text(sid: Sid, bound: string, sealed: string): string | null {
    return this.#tryOpen(sid, () => unseal(this.#options.ring, sealed, bound));
  }

  /** null if they cannot be opened. */
  credentials(sid: Sid, sealed: string): DigestCredentials | null {
    return this.#tryOpen(sid, () => unsealCredentials(this.#options.ring, sid, sealed));
  }

  #tryOpen<T>(sid: Sid, open: () => T): T | null {
    try {
      return open();
    } catch (error) {
      if (!isTandemError(error)) throw error;
      this.#options.onUnreadable(sid, error);
      return null;
    }
  }
}

const passwordBound = (sid: Sid): string => `${sid} password`;
