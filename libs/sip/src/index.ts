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
