export type { Access, Accounts, AccountStatus, AccountView, Authentication } from './accounts.ts';
export type {
  CreateClient,
  DeleteClient,
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
