export { startCallProcessing } from './call-processing.ts';
export type { CallProcessing, CallProcessingOptions } from './call-processing.ts';
export type { Advertised } from './advertised.ts';
export { SIP_OPTIONS } from './config.ts';
export type { SipConfig } from './config.ts';
