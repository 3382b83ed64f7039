// Messages: what is on the wire.
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
export { field, HeaderBag } from './headers/header-bag.ts';
export type { HeaderField } from './headers/header-bag.ts';
export { headerKey } from './headers/header-key.ts';
export type { HeaderKey } from './headers/header-key.ts';
export { Params } from './headers/params.ts';
export type { Param } from './headers/params.ts';
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

// URIs.
export type { OpaqueUri, SipUri, TelUri, Uri } from './uri/types.ts';

// Flows: the way back to a phone.
export { isReliable } from './flow/flow.ts';
export type { Flow, TransportName } from './flow/flow.ts';

// Digest authentication (RFC 7616, RFC 8760).
export { computeHa1, computeHa1s, digestResponse } from './auth/digest.ts';
export type { DigestQuestion, DigestUser, Ha1 } from './auth/digest.ts';
export { DIGEST_POLICIES, digestPolicy } from './auth/policy.ts';
export type { DigestAlgorithm, DigestPolicy, DigestPolicyName } from './auth/policy.ts';
export type { NonceKeys } from './auth/nonce.ts';

// Registrar: bindings, and the ports around them.
export { DomainTable } from './registrar/domain-table.ts';
export type { DomainEntry, DomainTableOptions } from './registrar/domain-table.ts';
export { MemoryBindingStore } from './registrar/memory-binding-store.ts';
export type { Binding, BindingChange, BindingEvent, RemovalReason } from './registrar/binding.ts';
export type {
  BindingStore,
  CredentialLookup,
  CredentialSource,
  Domains,
  RegistrationFeed,
  SipDomain,
} from './registrar/ports.ts';
