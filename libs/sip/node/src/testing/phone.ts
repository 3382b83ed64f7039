export { TestPhone } from './test-phone.ts';
export type { PhoneResult, RegisterOptions, TestPhoneOptions } from './test-phone.ts';
