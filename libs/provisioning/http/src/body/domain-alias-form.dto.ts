import { Field } from './field-decorators.ts';
import type { FieldValue } from './field-decorators.ts';

/** What a further name of a SIP domain takes; unknown fields are ignored. */
export class DomainAliasForm {
  @Field({ maxLength: 253, example: 'sip.example.com', description: 'A host name; it selects the domain.' })
  Name?: FieldValue;
}
