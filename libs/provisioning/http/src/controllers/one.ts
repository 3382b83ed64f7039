import { SID_PREFIXES } from '@tandem/contracts';
import type { ResourceKind } from '@tandem/contracts';
import { isSid } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import { isRevocation } from '@tandem/provisioning';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fieldsOf } from '../body/body-parser.ts';
import { ifMatchVersions, isNotModified } from '../conditions/etag.ts';
import { preferredWait } from '../conditions/prefer.ts';
import { problem } from '../errors/problem.ts';
import type { Face } from '../faces/face.ts';
import { flagOf } from '../query/flag.ts';
import { queryOf } from '../query/query-string.ts';
import { historyEntity } from '../rendering/history.ts';
import { propagationEntity } from '../rendering/propagation.ts';
import { sendAnswer, sendProblem } from '../server/answer.ts';
import { inCallerTrace } from '../server/caller-trace.ts';
import { handlerContextOf } from '../server/handler-context.ts';
import { sendWritten } from './await-units.ts';
import type { Served } from './collection.ts';
import { deleteAnswer, readAnswer, updateAnswer } from './resource-answers.ts';

/** The resource that a path names; sid null when that cannot be the sid of any. */
const targetOf = (
  { kind, sidParameter }: Face,
  request: FastifyRequest,
): { readonly accountSid: Sid; readonly sid: Sid | null } => {
  const sid = (request.params as Readonly<Record<string, string>>)[sidParameter] ?? '';
  return {
    accountSid: handlerContextOf(request).account.sid,
    sid: isSid(sid, SID_PREFIXES[kind]) ? sid : null,
  };
};

const faceOf = <K extends ResourceKind>(face: Face<K>): Face => face as unknown as Face;

export const sendRead = async <K extends ResourceKind>(
  { face, resources }: Served<K>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> => {
  const { accountSid, sid } = targetOf(faceOf(face), request);
  const resource = sid === null ? null : await resources.get(accountSid, sid);
  const known = resource !== null && isNotModified(request.headers['if-none-match'], resource.version);
  return sendAnswer(request, reply, readAnswer(face, resource, known));
};

export const sendUpdated = async <K extends ResourceKind>(
  { face, resources, receipts }: Served<K>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> => {
  const { accountSid, sid } = targetOf(faceOf(face), request);
  if (sid === null) return sendProblem(request, reply, problem(face.problems.notFound));
  const versions = ifMatchVersions(request.headers['if-match']);
  if (!versions.ok) return sendProblem(request, reply, versions.error);
  const fields = fieldsOf(request);
  if (!fields.ok) return sendProblem(request, reply, fields.error);
  const wait = preferredWait(request.headers['prefer']);
  if (!wait.ok) return sendProblem(request, reply, wait.error);
  const command = {
    accountSid,
    sid,
    fields: fields.value,
    ...(versions.value && { ifVersions: versions.value }),
  };
  const outcome = await inCallerTrace(request, () => resources.update(command));
  const answer = updateAnswer(face, outcome);
  if (outcome.kind !== 'updated') return sendAnswer(request, reply, answer);
  return sendWritten(request, reply, { answer, written: outcome, receipts, seconds: wait.value });
};

export const sendDeleted = async <K extends ResourceKind>(
  { face, resources, receipts }: Served<K>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> => {
  const { accountSid, sid } = targetOf(faceOf(face), request);
  if (sid === null) return sendProblem(request, reply, problem(face.problems.notFound));
  const versions = ifMatchVersions(request.headers['if-match']);
  if (!versions.ok) return sendProblem(request, reply, versions.error);
  const wait = preferredWait(request.headers['prefer']);
  if (!wait.ok) return sendProblem(request, reply, wait.error);
  const force = flagOf(face.forcible ? queryOf(request) : '', 'Force');
  if (!force.ok) return sendProblem(request, reply, force.error);
  const ifVersions = versions.value && { ifVersions: versions.value };
  const command = { accountSid, sid, force: force.value, ...ifVersions };
  const outcome = await inCallerTrace(request, () => resources.delete(command));
  const answer = deleteAnswer(face, outcome);
  if (outcome.kind !== 'deleted') return sendAnswer(request, reply, answer);
  return sendWritten(request, reply, { answer, written: outcome, receipts, seconds: wait.value });
};

export const sendHistory = async <K extends ResourceKind>(
  { face, resources }: Served<K>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> => {
  const { accountSid, sid } = targetOf(faceOf(face), request);
  const entries = sid === null ? null : await resources.history(accountSid, sid);
  if (sid === null || entries === null) return sendProblem(request, reply, problem(face.problems.notFound));
  const entity = historyEntity({ face, accountSid, sid }, entries);
  return sendAnswer(request, reply, { status: 200, entity });
};

export const sendPropagation = async <K extends ResourceKind>(
  { face, resources, receipts }: Served<K>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> => {
  const { accountSid, sid } = targetOf(faceOf(face), request);
  const last = sid === null ? undefined : (await resources.history(accountSid, sid))?.at(-1);
  if (sid === null || last === undefined) return sendProblem(request, reply, problem(face.problems.notFound));
  const { revision, recordedAt } = last;
  const entity = propagationEntity(
    receipts.receipt({ sid, revision, recordedAt, revokes: isRevocation(last) }),
  );
  return sendAnswer(request, reply, { status: 200, entity });
};
