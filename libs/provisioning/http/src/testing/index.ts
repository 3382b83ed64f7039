export { basic, startApi } from './api-under-test.ts';
export type { ApiOptions, ApiUnderTest, Call, Reply } from './api-under-test.ts';
export { ACCOUNTS, AUTH_TOKEN, fixtureAccounts } from './fixture-accounts.ts';
export { rawHttp } from './raw-http.ts';
