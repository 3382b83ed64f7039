export { openMongoStore } from './open-mongo-store.ts';
export type { MongoStoreOptions } from './open-mongo-store.ts';
