export { applyBatch } from './cache/apply-batch.ts';
export type { ApplyOptions } from './cache/apply-batch.ts';
export type {
  BatchReport,
  LoginKey,
  PoisonedRecord,
  Revocation,
  UnreadableRecord,
  VisibleChange,
  VisibleEffect,
} from './cache/batch-report.ts';
export type { Belief } from './cache/belief.ts';
export type { CacheFiles, OpenedCache, PromotedCache } from './cache/cache-files.ts';
export type {
  CacheStore,
  ResourceTable,
  HeldTable,
  ParkedTable,
  PartitionTable,
} from './cache/cache-store.ts';
export { isClient, isNumber, lookupName } from './cache/lookup-name.ts';
export { NEW_CACHE } from './cache/rows.ts';
export type {
  CacheCounts,
  CacheMeta,
  ResourceRow,
  HeldVersion,
  ParkedVersion,
  PartitionRow,
  ReceivedVersion,
  VisibleResource,
  VisibleVersion,
} from './cache/rows.ts';
export { UnitCache } from './cache/unit-cache.ts';
export type { CacheSize, PartitionView, UnitCacheOptions } from './cache/unit-cache.ts';
export { DomainDirectory } from './directory/domain-directory.ts';
export { RoutingDirectory } from './directory/routing-directory.ts';
export { APPLICATION_WAIT_MS } from './directory/named-application.ts';
export type { NamedApplication } from './directory/named-application.ts';
export { ClientDirectory } from './directory/client-directory.ts';
export type {
  ClientDirectoryOptions,
  DirectoryAnswer,
  DirectoryClient,
  DirectorySource,
  NotYet,
} from './directory/client-directory.ts';
export { drawDelay, drawDue } from './model/draw-delay.ts';
export type { DelayInput } from './model/draw-delay.ts';
export { MODEL_FORMS, parseModel } from './model/parse-model.ts';
export { MAX_DELAY_SECONDS, printModel } from './model/propagation-model.ts';
export type { PropagationModel } from './model/propagation-model.ts';
export { Inventory } from './runtime/inventory.ts';
export type { InventoryEntry } from './runtime/inventory.ts';
export { GATE_MS, isGated } from './model/gate.ts';
export { REVOCATION_MODES } from './model/revocation.ts';
export type { RevocationMode, Revoked } from './model/revocation.ts';
export type { RebuildReason } from './rebuild/rebuilder.ts';
export type { WantedRevision } from './runtime/revision-wait.ts';
export { UNIT_TOPICS } from './runtime/unit-options.ts';
export type { UnitHealth, UnitListener, UnitRuntimeOptions } from './runtime/unit-options.ts';
export { UnitRuntime } from './runtime/unit-runtime.ts';
