import { assertNever } from '@tandem/kernel';
import type {
  AccountView,
  CreateAccountOutcome,
  DomainObstacle,
  RotateOutcome,
  UpdateAccountOutcome,
  Written,
} from '@tandem/provisioning';
import { etagOf } from '../conditions/etag.ts';
import { fieldsProblem, problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';
import { accountEntity, shownAccount } from '../rendering/account.ts';
import type { Format } from '../rendering/represented-field.ts';
import { accountUri } from '../rendering/uri.ts';
import { problemAnswer } from '../server/answer.ts';
import type { Answer } from '../server/answer.ts';

const written = ({ resource, revision }: Written<'Account'>): Readonly<Record<string, string>> => ({
  'tandem-revision': String(revision),
  etag: etagOf(resource.version),
});

const undecided = (): Answer => problemAnswer(problem(21501, { headers: { 'retry-after': '1' } }));

/** @param parent whose SIP domain a new account has */
export const accountCreatedAnswer = (
  outcome: CreateAccountOutcome,
  parent: AccountView,
  format: Format,
): Answer => {
  switch (outcome.kind) {
    case 'created':
      return {
        status: 201,
        headers: {
          ...written(outcome),
          location: accountUri(outcome.resource.sid, format),
          ...(outcome.replayed && { 'idempotent-replayed': 'true' }),
        },
        entity: accountEntity(shownAccount(outcome.resource, parent, outcome.authToken)),
      };
    case 'invalid':
      return problemAnswer(fieldsProblem(outcome.problems));
    case 'too-deep':
      return problemAnswer(problem(21215));
    case 'key-reused':
      return problemAnswer(problem(21207));
    case 'name-taken':
      return problemAnswer(problem(21221));
    case 'undecided':
      return undecided();
    default:
      return assertNever(outcome);
  }
};

const domainProblem = (obstacle: DomainObstacle): Problem => {
  switch (obstacle.kind) {
    case 'name-taken':
      return problem(21221);
    case 'domain-moving':
      return problem(21224);
    case 'domain-populated':
      return problem(21223, { detail: `It has ${obstacle.users.join(', ')}` });
    case 'passwords-unreadable': {
      const { clients, total } = obstacle;
      const more = total > clients.length ? ` and ${total - clients.length} more` : '';
      return problem(21225, { detail: `No copy can be read of ${clients.join(', ')}${more}` });
    }
    default:
      return assertNever(obstacle);
  }
};

/** The account itself was let in: that it is not there any more is the writer's bad luck. */
export const accountChangedAnswer = (
  outcome: UpdateAccountOutcome | RotateOutcome,
  account: AccountView,
): Answer => {
  switch (outcome.kind) {
    case 'updated':
      return {
        status: 200,
        headers: written(outcome),
        entity: accountEntity(shownAccount(outcome.resource, account)),
      };
    case 'rotated':
      return {
        status: 200,
        headers: written(outcome),
        entity: accountEntity(shownAccount(outcome.resource, account, outcome.authToken)),
      };
    case 'invalid':
      return problemAnswer(fieldsProblem(outcome.problems));
    case 'not-found':
      return problemAnswer(problem(21202));
    case 'version-mismatch':
      return problemAnswer(problem(21206, { headers: { etag: etagOf(outcome.version) } }));
    case 'undecided':
      return undecided();
    default:
      return problemAnswer(domainProblem(outcome));
  }
};
