export { startSmsWorker } from './sms-worker.ts';
export type { SmsWorkerOptions } from './sms-worker.ts';
