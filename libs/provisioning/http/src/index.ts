export { createManagementApi } from './create-management-api.ts';
export type { ManagementApiOptions } from './create-management-api.ts';
