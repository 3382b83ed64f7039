import type { Sid } from '@tandem/kernel';
import type { RequestFields } from '../commands.ts';
import type { CreateOutcome, FieldProblem, UpdateOutcome, Written } from '../outcomes.ts';
import type { AccountKey } from './keys.ts';
import type { AccountView } from '../accounts.ts';

export interface CreateAccount {
  /** The account that it is made under. */
  readonly parent: AccountView;
  readonly fields: RequestFields;
  readonly idempotencyKey?: string;
}

/** Which account, and whose its record is. */
export type AccountPlace = Pick<AccountView, 'sid' | 'parentSid'>;

export interface UpdateAccount {
  readonly account: AccountPlace;
  readonly fields: RequestFields;
  readonly ifVersions?: readonly number[];
  /** Renames a SIP domain also under Clients whose passwords cannot be read, so that they need new ones; default false. */
  readonly force?: boolean;
}

/** Why an account cannot have a SIP domain, or not that one. */
export type DomainObstacle =
  /** Another account has it, or it is that of the installation. */
  | { readonly kind: 'name-taken' }
  /** What the account has is still being moved to the one that it has. */
  | { readonly kind: 'domain-moving' }
  /** It has Clients or numbers in the SIP domain of an account above: the first of them. */
  | { readonly kind: 'domain-populated'; readonly users: readonly Sid[] }
  /** These Clients would need new passwords: the first of them, and how many there are. */
  | { readonly kind: 'passwords-unreadable'; readonly clients: readonly Sid[]; readonly total: number };

export type UpdateAccountOutcome = UpdateOutcome<'Account'> | DomainObstacle;

export interface DomainAlias {
  readonly account: AccountPlace;
  readonly name: string;
}

export type AddAliasOutcome =
  | ({ readonly kind: 'added'; readonly name: string } & Written<'Account'>)
  /** The account has no SIP domain of its own. */
  | { readonly kind: 'no-domain' }
  | { readonly kind: 'too-many' }
  | UpdateOutcome<'Account'>;

export type RemoveAliasOutcome = ({ readonly kind: 'removed' } & Written<'Account'>) | Refused;

export interface RotateToken {
  readonly account: AccountPlace;
  /** How long the token before goes on, milliseconds. */
  readonly graceMs: number;
}

/** A token is shown in the answer to whoever asked for it, and never again; null in a repeated answer. */
export type CreateAccountOutcome =
  | (Extract<CreateOutcome<'Account'>, { kind: 'created' }> & { readonly authToken: string | null })
  | Exclude<CreateOutcome<'Account'>, { kind: 'created' }>
  /** Trees have at most three levels. */
  | { readonly kind: 'too-deep' };

export type RotateOutcome =
  | ({
      readonly kind: 'rotated';
      readonly authToken: string;
      readonly graceUntil: number;
    } & Written<'Account'>)
  | Exclude<UpdateOutcome<'Account'>, { kind: 'updated' | 'invalid' }>;

export interface CreateKey {
  readonly account: AccountPlace;
  readonly fields: RequestFields;
}

export interface KeyPlace {
  readonly account: AccountPlace;
  /** Of the key. */
  readonly sid: Sid;
}

/** The account may have gone meanwhile. */
type Refused = Exclude<UpdateOutcome<'Account'>, { kind: 'updated' | 'invalid' }>;

export type CreateKeyOutcome =
  /** The secret is shown once; it is the password beside the AccountSid. */
  | { readonly kind: 'created'; readonly key: AccountKey; readonly secret: string }
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem[] }
  | { readonly kind: 'too-many' }
  | Refused;

export type RevokeKeyOutcome = { readonly kind: 'revoked'; readonly key: AccountKey } | Refused;

/** What is done with accounts beside what is done with any resource. */
export interface AccountCommands {
  create(command: CreateAccount): Promise<CreateAccountOutcome>;
  update(command: UpdateAccount): Promise<UpdateAccountOutcome>;
  /** Gives an account's own SIP domain a further name, which only selects it. */
  addAlias(command: DomainAlias): Promise<AddAliasOutcome>;
  removeAlias(command: DomainAlias): Promise<RemoveAliasOutcome>;
  /**
   * Moves what an account and those that share its SIP domain have to that domain. May be broken off and begun anew.
   * @returns how many were moved, or would have been and changed meanwhile
   */
  moveToDomain(account: Sid): Promise<number>;
  /** Notes that all is moved; an account that does not move stays as it is. */
  finishMoving(account: AccountPlace): Promise<void>;
  rotateToken(command: RotateToken): Promise<RotateOutcome>;
  /** The accounts below an account, at every level; null: more than `limit`. */
  below(account: Sid, limit: number): Promise<readonly Sid[] | null>;
  /** Makes one closed that was closing; anything else stays as it is. */
  finishClosing(account: AccountPlace): Promise<void>;
  /** Additional keys, oldest first, expired ones too. */
  keys(account: AccountPlace): Promise<readonly AccountKey[]>;
  createKey(command: CreateKey): Promise<CreateKeyOutcome>;
  revokeKey(place: KeyPlace): Promise<RevokeKeyOutcome>;
}
