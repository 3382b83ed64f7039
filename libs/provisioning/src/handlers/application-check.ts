import { isSid } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { RequestFields } from '../commands.ts';
import { applicationDefinition } from '../domain/application-definition.ts';
import type { ApplicationCheck } from '../domain/field-rules.ts';
import type { Context } from './context.ts';
import { getResource } from './get-resource.ts';

/** Asks beforehand about the Applications that a request names, so that the decision itself stays pure. */
export const applicationCheck = async (
  context: Context,
  accountSid: Sid,
  { fields, names }: { readonly fields: RequestFields; readonly names: readonly string[] },
): Promise<ApplicationCheck> => {
  const known = new Set<Sid>();
  for (const name of names) {
    const named = fields[name];
    if (named === undefined || !isSid(named, 'AP') || known.has(named)) continue;
    const found = await getResource(context, applicationDefinition, { accountSid, sid: named });
    if (found !== null) known.add(named);
  }
  return (sid) => known.has(sid);
};
