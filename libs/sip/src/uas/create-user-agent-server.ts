import type { Random } from '@tandem/kernel';
import { LockOut } from '../auth/lock-out.ts';
import type { LockOutOptions } from '../auth/lock-out.ts';
import type { NonceKeys } from '../auth/nonce.ts';
import { NonceUses } from '../auth/nonce-uses.ts';
import { SourceRate } from '../auth/source-rate.ts';
import { Calls } from '../call/calls.ts';
import type { CallLimits } from '../call/call-context.ts';
import type { CallRouter } from '../call/call-types.ts';
import { nameOfListener } from '../call/hop.ts';
import type { NameFlow } from '../call/hop.ts';
import { unitLegs } from '../call/unit-leg.ts';
import type { UnitTokens } from '../call/unit-token.ts';
import type { BindingStore, CredentialSource, Domains } from '../registrar/ports.ts';
import type { Registrar } from '../registrar/registrar.ts';
import { ClientTransactions } from '../transaction/client-transactions.ts';
import { ServerTransactions } from '../transaction/server-transactions.ts';
import { Gatekeeper } from './gatekeeper.ts';
import { InviteService } from './invite-service.ts';
import { MethodSwitch } from './method-switch.ts';
import { RegisterService } from './register-service.ts';
import { Responder } from './responder.ts';
import { UserAgentServer } from './user-agent-server.ts';

export interface UserAgentServerOptions {
  readonly domains: Domains;
  readonly credentials: CredentialSource;
  readonly bindings: BindingStore;
  readonly registrar: Registrar;
  readonly nonceKeys: NonceKeys;
  readonly random: Random;
  /** Wall-clock milliseconds. */
  readonly now: number;
  /** Whether the unit may speak for its cache; else 503. */
  readonly isReady: () => boolean;
  /** Answers per second to one address that is not proved. Default 200; Infinity for no limit. */
  readonly strangersPerSecond?: number | undefined;
  /** Where calls go. Default: nowhere, 480. */
  readonly router?: CallRouter | undefined;
  /** Lets other units ring the phones that are held here. Default: none may. */
  readonly unitTokens?: UnitTokens | undefined;
  /** How this element is named to others. Default: by the address of the listener. */
  readonly nameOf?: NameFlow | undefined;
  readonly callLimits?: Partial<CallLimits> | undefined;
  readonly lockOut?: Partial<LockOutOptions> | undefined;
  /** Server transactions kept. */
  readonly transactions?: number | undefined;
  /** Nonces whose use is remembered. */
  readonly nonces?: number | undefined;
}

const SALT_BYTES = 4;
const HOUR_MS = 3_600_000;
const CALL_LIMITS: CallLimits = { ringMs: 181_000, longestMs: 4 * HOUR_MS, perClient: 4 };
const NO_CALLS: CallRouter = { route: () => ({ kind: 'refused', status: 480, why: 'no-calls' }) };

/** What runs the server: the core, and the gatekeeper that later services share. */
export interface CreatedServer {
  readonly server: UserAgentServer;
  readonly gatekeeper: Gatekeeper;
}

/** Puts the core together; every part of it is in memory and bounded. */
export const createUserAgentServer = (options: UserAgentServerOptions): CreatedServer => {
  const { domains, registrar, bindings, random, now } = options;
  const gatekeeper = new Gatekeeper({
    nonceKeys: options.nonceKeys,
    random,
    uses: new NonceUses(options.nonces === undefined ? undefined : { capacity: options.nonces }),
    lockOut: new LockOut(options.lockOut),
    credentials: options.credentials,
    isAtHome: (sid, address, at) => bindings.list(sid, at).some(({ remote }) => remote.address === address),
  });
  const transactions = new ServerTransactions({
    now,
    ...(options.transactions === undefined ? {} : { capacity: options.transactions }),
  });
  const methods = new MethodSwitch({
    domains,
    register: new RegisterService({ domains, gatekeeper, registrar }),
    invite: new InviteService({ domains, gatekeeper, legOf: unitLegs(options.unitTokens, bindings) }),
    isReady: options.isReady,
    hasTransaction: (key) => transactions.has(key),
  });
  const rate = new SourceRate(
    options.strangersPerSecond === undefined ? {} : { perSecond: options.strangersPerSecond },
  );
  const responder = new Responder(random.bytes(SALT_BYTES).toString('hex'));
  const calls = new Calls({
    router: options.router ?? NO_CALLS,
    server: transactions,
    client: new ClientTransactions({ now }),
    responder,
    random,
    nameOf: options.nameOf ?? nameOfListener,
    limits: { ...CALL_LIMITS, ...options.callLimits },
  });
  return { server: new UserAgentServer({ transactions, methods, responder, calls, rate }), gatekeeper };
};
