export { createManagementApi } from './create-management-api.ts';
export type { ManagementApiOptions } from './create-management-api.ts';
export { webhookData } from './rendering/webhook-data.ts';
export { DEFAULT_LIMITS } from './server/limits.ts';
export type { ServerLimits } from './server/limits.ts';
export { metricsObserver } from './server/metrics-observer.ts';
export type { ObservedRequest, RequestObserver } from './server/observe-requests.ts';
