export { SipEndpoint } from './sip-endpoint.ts';
export type { EndpointState, SipEndpointOptions } from './sip-endpoint.ts';
export type { ListenAddress } from './bind-error.ts';
export { TCP_LIMITS } from './tcp-limits.ts';
export type { CloseReason, TcpLimits } from './tcp-limits.ts';
