import { assertNever } from '@tandem/kernel';
import type { ClientView, CreateOutcome, DeleteOutcome, UpdateOutcome, Written } from '@tandem/provisioning';
import { etagOf } from '../conditions/etag.ts';
import { fieldsProblem, problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';
import { clientEntity } from '../rendering/client.ts';
import { clientUri } from '../rendering/client-fields.ts';
import type { Format } from '../rendering/client-fields.ts';
import { problemAnswer } from '../server/answer.ts';
import type { Answer } from '../server/answer.ts';

const written = ({ client, revision }: Written): Readonly<Record<string, string>> => ({
  'tandem-revision': String(revision),
  etag: etagOf(client.version),
});

const versionMismatch = (version: number): Problem => problem(21206, { headers: { etag: etagOf(version) } });

const undecided = (): Problem => problem(21501, { headers: { 'retry-after': '1' } });

/** 201 with Location; the same for a repeated Idempotency-Key, which a header tells. */
export const createAnswer = (outcome: CreateOutcome, format: Format): Answer => {
  switch (outcome.kind) {
    case 'created':
      return {
        status: 201,
        headers: {
          ...written(outcome),
          location: clientUri(outcome.client, format),
          ...(outcome.replayed && { 'idempotent-replayed': 'true' }),
        },
        entity: clientEntity(outcome.client),
      };
    case 'invalid':
      return problemAnswer(fieldsProblem(outcome.problems));
    case 'login-taken':
      return problemAnswer(problem(21205));
    case 'key-reused':
      return problemAnswer(problem(21207));
    case 'undecided':
      return problemAnswer(undecided());
    default:
      return assertNever(outcome);
  }
};

export const updateAnswer = (outcome: UpdateOutcome): Answer => {
  switch (outcome.kind) {
    case 'updated':
      return { status: 200, headers: written(outcome), entity: clientEntity(outcome.client) };
    case 'invalid':
      return problemAnswer(fieldsProblem(outcome.problems));
    case 'not-found':
      return problemAnswer(problem(21204));
    case 'version-mismatch':
      return problemAnswer(versionMismatch(outcome.version));
    case 'undecided':
      return problemAnswer(undecided());
    default:
      return assertNever(outcome);
  }
};

/** 200 with the last representation: published SDKs break on 204. What is gone has no entity tag. */
export const deleteAnswer = (outcome: DeleteOutcome): Answer => {
  switch (outcome.kind) {
    case 'deleted':
      return {
        status: 200,
        headers: { 'tandem-revision': String(outcome.revision) },
        entity: clientEntity(outcome.client),
      };
    case 'not-found':
      return problemAnswer(problem(21204));
    case 'version-mismatch':
      return problemAnswer(versionMismatch(outcome.version));
    case 'undecided':
      return problemAnswer(undecided());
    default:
      return assertNever(outcome);
  }
};

/** 200, or 304 when the caller has this version. */
export const readAnswer = (client: ClientView | null, notModified: boolean): Answer => {
  if (client === null) return problemAnswer(problem(21204));
  const headers = { etag: etagOf(client.version) };
  return notModified ? { status: 304, headers } : { status: 200, headers, entity: clientEntity(client) };
};
