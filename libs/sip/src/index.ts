// Messages: reading, checking, building, sending.
export { parseMessage } from './message/parse.ts';
export type { ParseOptions } from './message/parse.ts';
export { LIMITS } from './message/limits.ts';
export { isKnownMethod } from './message/methods.ts';
export { reasonPhrase } from './message/status.ts';
export { refuse } from './message/refusal.ts';
export { validateRequest } from './message/validate-request.ts';
export type { CheckedRequest } from './message/validate-request.ts';
export { validateResponse } from './message/validate-response.ts';
export type { CheckedResponse, ResponseRole } from './message/validate-response.ts';
export { buildRequest } from './message/build-request.ts';
export type { RequestInit } from './message/build-request.ts';
export { buildResponse } from './message/build-response.ts';
export { stampedVia } from './message/stamp-via.ts';
export { replyAddress } from './message/reply-address.ts';
export { serialize } from './message/serialize.ts';
export type {
  Answerable,
  ParseOutcome,
  Refusal,
  ResponseInit,
  SipMessage,
  SipRequest,
  SipResponse,
  Source,
} from './message/types.ts';

// Headers: text until asked, then typed.
export {
  acceptOf,
  allowOf,
  authorizationsOf,
  callIdOf,
  contactsOf,
  contentLengthOf,
  contentTypeOf,
  cseqOf,
  dateOf,
  expiresOf,
  fromOf,
  maxForwardsOf,
  minExpiresOf,
  pathsOf,
  proxyAuthenticatesOf,
  proxyAuthorizationsOf,
  proxyRequireOf,
  recordRoutesOf,
  requireOf,
  retryAfterOf,
  routesOf,
  supportedOf,
  topViaOf,
  toOf,
  unsupportedOf,
  viasOf,
  wwwAuthenticatesOf,
} from './headers/accessors.ts';
export { contactExpiresOf, instanceOf, qValueOf, tagOf } from './headers/contact.ts';
export { field, HeaderBag } from './headers/header-bag.ts';
export type { HeaderField } from './headers/header-bag.ts';
export { headerKey } from './headers/header-key.ts';
export type { HeaderKey } from './headers/header-key.ts';
export { formatNameAddr } from './headers/name-addr.ts';
export { Params } from './headers/params.ts';
export type { Param } from './headers/params.ts';
export { formatVia } from './headers/via.ts';
export type {
  AuthValue,
  Contacts,
  CSeq,
  HeaderFault,
  MediaType,
  NameAddr,
  Parsed,
  Via,
} from './headers/types.ts';

// Streams: from octets to messages.
export { StreamFramer } from './stream/stream-framer.ts';
export type { StreamEvent } from './stream/stream-framer.ts';

// URIs (RFC 3261 §19.1, RFC 3966).
export { uriEquals } from './uri/equals.ts';
export { escapeUser, unescapeUser } from './uri/escapes.ts';
export { formatUri } from './uri/format.ts';
export { canonicalHost, hostOfAddress, isGroupAddress, isIpLiteral } from './uri/host.ts';
export { parseUri } from './uri/parse.ts';
export type { OpaqueUri, SipUri, TelUri, Uri } from './uri/types.ts';

// Text: messages are octets held as Latin-1.
export { decodeText, encodeText, quote, unquote } from './text/wire-text.ts';

// Flows: the way back to a phone.
export { isReliable } from './flow/flow.ts';
export type { Flow, Send, TransportName } from './flow/flow.ts';

// Digest authentication (RFC 7616, RFC 8760).
export { answerChallenge } from './auth/answer-challenge.ts';
export type { ChallengeAnswerInit } from './auth/answer-challenge.ts';
export { computeHa1, computeHa1s, digestResponse } from './auth/digest.ts';
export type { DigestQuestion, DigestUser, Ha1 } from './auth/digest.ts';
export { DIGEST_POLICIES, digestPolicy } from './auth/policy.ts';
export type { DigestAlgorithm, DigestPolicy, DigestPolicyName } from './auth/policy.ts';
export type { NonceKeys } from './auth/nonce.ts';

// Registrar: bindings, and the ports around them.
export { DomainTable } from './registrar/domain-table.ts';
export type { DomainEntry, DomainTableOptions } from './registrar/domain-table.ts';
export { MemoryBindingStore } from './registrar/memory-binding-store.ts';
export type {
  Binding,
  BindingChange,
  BindingEvent,
  BindingNews,
  RemovalReason,
} from './registrar/binding.ts';
export type {
  BindingStore,
  CredentialLookup,
  CredentialSource,
  Domains,
  RegistrationFeed,
  SipDomain,
} from './registrar/ports.ts';
export { decideRegister } from './registrar/decide-register.ts';
export type { RegisterDecision, RegisterInput } from './registrar/decide-register.ts';
export { REGISTRATION_LIMITS } from './registrar/limits.ts';
export type { RegistrationLimits } from './registrar/limits.ts';
export { Registrar } from './registrar/registrar.ts';
export type { RegisterRequest, RegistrarEffects, RegistrarOptions } from './registrar/registrar.ts';
export { RegistrationDirectory } from './registrar/registration-directory.ts';
export type {
  DirectoryOptions,
  DirectoryVerdict,
  RemoteRegistration,
} from './registrar/registration-directory.ts';

// Transactions (RFC 3261 §17.2).
export { transactionKey } from './transaction/key.ts';
export { ServerTransactions } from './transaction/server-transactions.ts';

// The server: messages in, effects out.
export { createUserAgentServer } from './uas/create-user-agent-server.ts';
export type { CreatedServer, UserAgentServerOptions } from './uas/create-user-agent-server.ts';
export type { Observation, Outcome, UasEffects } from './uas/effects.ts';
export type { Gatekeeper } from './uas/gatekeeper.ts';
export type { UserAgentServer } from './uas/user-agent-server.ts';

export { BoundedMap } from './memory/bounded-map.ts';
export { ownText } from './memory/own-text.ts';

// Calls: a dialog-stateful proxy between Clients.
export { ClientRouter } from './call/client-router.ts';
export type { ClientRouterParts } from './call/client-router.ts';
export type {
  Caller,
  CallReport,
  CallRoute,
  CallRouter,
  CallStatus,
  CallTarget,
  EndedBy,
} from './call/call-types.ts';
export type { CallLimits } from './call/call-context.ts';
export { nameOfListener } from './call/hop.ts';
export type { NameFlow, OwnName } from './call/hop.ts';
export { UnitTokens } from './call/unit-token.ts';
export type { RemotePhone } from './call/client-router.ts';
