export type { AccountDirectory } from './account-directory.ts';
export type { Access, Accounts, AccountStatus, AccountView, Authentication } from './accounts.ts';
export { noApplications } from './applications.ts';
export type { Applications } from './applications.ts';
export type {
  CreateClient,
  DeleteClient,
  ImportRowKey,
  ListClients,
  PageClients,
  RequestFields,
  UpdateClient,
} from './client-commands.ts';
export type {
  ClientView,
  CreateOutcome,
  DeleteOutcome,
  FieldProblem,
  HistoryEntry,
  Undecided,
  UpdateOutcome,
  Written,
} from './client-outcomes.ts';
export type { ClientPage, Clients } from './clients.ts';
export { PROBLEM_CODES } from './domain/problem-codes.ts';
export type { ProblemCode, ProblemCodeNumber } from './domain/problem-codes.ts';
export { createClients } from './create-clients.ts';
export type { ClientsKeys, ClientsOptions } from './create-clients.ts';
export type { WriteLimits } from './handlers/context.ts';
export { csvRow, parseCsvRow } from './import/csv.ts';
export { importClients } from './import/import-clients.ts';
export type { ImportCommand, ImportEnd, ImportRow, RowResult } from './import/import-clients.ts';
export { MAX_ROW_BYTES, RowSplitter } from './import/row-splitter.ts';
export type { RawRow, RowSplitterOptions } from './import/row-splitter.ts';
export { idempotencyKeyProblem } from './handlers/idempotency-key.ts';
export { isRevocation } from './is-revocation.ts';
export { createRootAccount } from './root-account.ts';
export type { RootAccountConfig } from './root-account.ts';
