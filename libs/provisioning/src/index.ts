export type { AccountDirectory } from './account-directory.ts';
export type {
  Access,
  AccountRole,
  Accounts,
  AccountStatus,
  AccountView,
  Authentication,
} from './accounts.ts';
export type {
  CreateResource,
  DeleteResource,
  ImportRowKey,
  ListResources,
  PageResources,
  RequestFields,
  UpdateResource,
} from './commands.ts';
export type {
  CreateOutcome,
  DeleteOutcome,
  FieldProblem,
  HistoryEntry,
  ResourceView,
  Undecided,
  UpdateOutcome,
  Written,
} from './outcomes.ts';
export type { Clients, Provisioning, ResourcePage, Resources } from './resources.ts';
export { e164 } from './domain/phone-number.ts';
export { PROBLEM_CODES } from './domain/problem-codes.ts';
export type { ProblemCode, ProblemCodeNumber } from './domain/problem-codes.ts';
export { createProvisioning } from './create-provisioning.ts';
export type { ProvisioningKeys, ProvisioningOptions } from './create-provisioning.ts';
export type { WriteLimits } from './handlers/context.ts';
export { csvRow, parseCsvRow } from './import/csv.ts';
export type { MessageOutbox } from './messages/message-outbox.ts';
export { createMessaging } from './messages/send-message.ts';
export type { Messaging, MessagingOptions, SendMessage, SendOutcome } from './messages/send-message.ts';
export { importClients } from './import/import-clients.ts';
export type { ImportCommand, ImportEnd, ImportRow, RowResult } from './import/import-clients.ts';
export { MAX_ROW_BYTES, RowSplitter } from './import/row-splitter.ts';
export type { RawRow, RowSplitterOptions } from './import/row-splitter.ts';
export { idempotencyKeyProblem } from './handlers/idempotency-key.ts';
export type { Webhooks, WebhookTarget } from './webhooks/webhooks.ts';
export { isRevocation } from './is-revocation.ts';
export type {
  AccountCommands,
  AddAliasOutcome,
  CreateAccount,
  CreateAccountOutcome,
  CreateKey,
  CreateKeyOutcome,
  DomainAlias,
  DomainObstacle,
  KeyPlace,
  RemoveAliasOutcome,
  RevokeKeyOutcome,
  RotateOutcome,
  RotateToken,
  UpdateAccount,
  UpdateAccountOutcome,
} from './accounts/account-commands.ts';
export { AccountUpkeep } from './accounts/account-upkeep.ts';
export type { AccountUpkeepOptions } from './accounts/account-upkeep.ts';
export type { AccountKey } from './accounts/keys.ts';
export { JournalAccounts } from './accounts/journal-accounts.ts';
export type { JournalAccountsOptions } from './accounts/journal-accounts.ts';
export { ensureRootAccount } from './accounts/root-account.ts';
export type { RootAccountConfig, RootAccountContext } from './accounts/root-account.ts';
