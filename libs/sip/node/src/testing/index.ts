export { startBaresip } from './baresip.ts';
export type { Baresip, BaresipOptions } from './baresip.ts';
export { describeWithPeer, findPeer } from './describe-with-peer.ts';
export type { Peer } from './describe-with-peer.ts';
export { sippRegister, sippScenario, sippUsers } from './sipp.ts';
export type { SippRegistration, SippResult, SippUser } from './sipp.ts';
export { TestPhone } from './test-phone.ts';
export type { PhoneResult, RegisterOptions, TestPhoneOptions } from './test-phone.ts';
