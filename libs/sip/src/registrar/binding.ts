import type { Sid } from '@tandem/kernel';
import type { TransportName } from '../flow/flow.ts';
import type { Source } from '../message/types.ts';

/** Where one phone of a Client can be reached. All times are wall-clock milliseconds. */
export interface Binding {
  readonly sid: Sid;
  /** `+sip.instance` (with `;reg-id=n` if given), else the Contact URI of the first registration. Unique per sid. */
  readonly key: string;
  /** address-of-record, `login@sip_domain`. */
  readonly aor: string;
  /** The Contact URI as sent. */
  readonly contact: string;
  /** The `+sip.instance` value without quotes and angle brackets. */
  readonly instance?: string | undefined;
  readonly regId?: number | undefined;
  readonly q?: string | undefined;
  readonly callId: string;
  readonly cseq: number;
  readonly transport: TransportName;
  /** The phone's address as this unit sees it. */
  readonly remote: Source;
  /** On streams: the connection, with which the binding ends. Undefined when it was closed already. */
  readonly connection?: string | undefined;
  readonly behindNat: boolean;
  readonly userAgent?: string | undefined;
  readonly registeredAt: number;
  readonly refreshedAt: number;
  readonly expiresAt: number;
  /** When the cluster was last told that this unit holds it. */
  readonly recordedAt: number;
}

/** Why a binding ended. `moved`: another unit holds it now, so no tombstone is due. */
export type RemovalReason =
  | 'unregistered'
  | 'expired'
  | 'replaced'
  | 'crowded-out'
  | 'connection-lost'
  | 'revoked'
  | 'drained'
  | 'moved';

/** What the cluster hears of a binding that is there. */
export type BindingNews = 'appeared' | 'moved' | 'present';

/** One change to the bindings; a list of them takes effect whole or not at all. */
export type BindingChange =
  | {
      readonly kind: 'put';
      readonly binding: Binding;
      /** Set when other units have to hear of it. */
      readonly news?: BindingNews | undefined;
    }
  | { readonly kind: 'remove'; readonly binding: Binding; readonly reason: RemovalReason };

/**
 * What other units need to know. `present` repeats, every 15 minutes, what they know already. `seq` rises within one run
 * of a unit.
 */
export type BindingEvent =
  | {
      readonly kind: BindingNews;
      readonly seq: number;
      readonly binding: Binding;
    }
  /** `unregistered` and `revoked` hold for every unit; for other reasons a unit that holds the phone says so again. */
  | {
      readonly kind: 'gone';
      readonly seq: number;
      readonly sid: Sid;
      readonly key: string;
      readonly reason: RemovalReason;
    };
