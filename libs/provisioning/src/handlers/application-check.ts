import { isSid } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { Applications } from '../applications.ts';
import type { RequestFields } from '../client-commands.ts';
import type { ApplicationCheck } from '../domain/field-rules.ts';

/** Asks beforehand about the Application that a request names, so that the decision itself stays pure. */
export const applicationCheck = async (
  applications: Applications,
  accountSid: Sid,
  fields: RequestFields,
): Promise<ApplicationCheck> => {
  const { VoiceApplicationSid: named } = fields;
  if (named === undefined || !isSid(named, 'AP')) return () => false;
  const known = await applications.exists(accountSid, named);
  return (sid) => known && sid === named;
};
