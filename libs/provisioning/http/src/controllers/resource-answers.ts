import type { ResourceKind } from '@tandem/contracts';
import { assertNever } from '@tandem/kernel';
import type {
  CreateOutcome,
  DeleteOutcome,
  ResourceView,
  UpdateOutcome,
  Written,
} from '@tandem/provisioning';
import { etagOf } from '../conditions/etag.ts';
import { fieldsProblem, problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';
import type { Face } from '../faces/face.ts';
import type { Format } from '../rendering/represented-field.ts';
import { resourceEntity } from '../rendering/resource.ts';
import { resourceUri } from '../rendering/uri.ts';
import { problemAnswer } from '../server/answer.ts';
import type { Answer } from '../server/answer.ts';

const written = ({ resource, revision }: Written): Readonly<Record<string, string>> => ({
  'tandem-revision': String(revision),
  etag: etagOf(resource.version),
});

const versionMismatch = (version: number): Problem => problem(21206, { headers: { etag: etagOf(version) } });

const inUse = (users: readonly string[]): Problem =>
  problem(21212, { detail: `It is used by ${users.join(', ')}` });

const undecided = (): Problem => problem(21501, { headers: { 'retry-after': '1' } });

/** 201 with Location; the same for a repeated Idempotency-Key, which a header tells. */
export const createAnswer = <K extends ResourceKind>(
  face: Face<K>,
  outcome: CreateOutcome<K>,
  format: Format,
): Answer => {
  switch (outcome.kind) {
    case 'created':
      return {
        status: 201,
        headers: {
          ...written(outcome),
          location: resourceUri(face.collection, outcome.resource, format),
          ...(outcome.replayed && { 'idempotent-replayed': 'true' }),
        },
        entity: resourceEntity(face, outcome.resource),
      };
    case 'invalid':
      return problemAnswer(fieldsProblem(outcome.problems));
    case 'name-taken':
      return problemAnswer(problem(face.problems.nameTaken));
    case 'key-reused':
      return problemAnswer(problem(21207));
    case 'undecided':
      return problemAnswer(undecided());
    default:
      return assertNever(outcome);
  }
};

export const updateAnswer = <K extends ResourceKind>(face: Face<K>, outcome: UpdateOutcome<K>): Answer => {
  switch (outcome.kind) {
    case 'updated':
      return { status: 200, headers: written(outcome), entity: resourceEntity(face, outcome.resource) };
    case 'invalid':
      return problemAnswer(fieldsProblem(outcome.problems));
    case 'not-found':
      return problemAnswer(problem(face.problems.notFound));
    case 'version-mismatch':
      return problemAnswer(versionMismatch(outcome.version));
    case 'name-taken':
      return problemAnswer(problem(face.problems.nameTaken));
    case 'undecided':
      return problemAnswer(undecided());
    default:
      return assertNever(outcome);
  }
};

/** 200 with the last representation: published SDKs break on 204. What is gone has no entity tag. */
export const deleteAnswer = <K extends ResourceKind>(face: Face<K>, outcome: DeleteOutcome<K>): Answer => {
  switch (outcome.kind) {
    case 'deleted':
      return {
        status: 200,
        headers: { 'tandem-revision': String(outcome.revision) },
        entity: resourceEntity(face, outcome.resource),
      };
    case 'not-found':
      return problemAnswer(problem(face.problems.notFound));
    case 'version-mismatch':
      return problemAnswer(versionMismatch(outcome.version));
    case 'in-use':
      return problemAnswer(inUse(outcome.users));
    case 'undecided':
      return problemAnswer(undecided());
    default:
      return assertNever(outcome);
  }
};

/** 200, or 304 when the caller has this version. */
export const readAnswer = <K extends ResourceKind>(
  face: Face<K>,
  resource: ResourceView<K> | null,
  notModified: boolean,
): Answer => {
  if (resource === null) return problemAnswer(problem(face.problems.notFound));
  const headers = { etag: etagOf(resource.version) };
  if (notModified) return { status: 304, headers };
  return { status: 200, headers, entity: resourceEntity(face, resource) };
};
