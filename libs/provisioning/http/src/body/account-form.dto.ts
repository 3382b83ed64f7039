import { Field } from './field-decorators.ts';
import type { FieldValue } from './field-decorators.ts';

/** What creations and updates of an account take; absent fields stay as they are, unknown ones are ignored. */
export class AccountForm {
  @Field({ maxLength: 64, description: 'Empty: the e-mail address, or the word Account.' })
  FriendlyName?: FieldValue;

  @Field({ maxLength: 254, example: 'ops@example.com', description: 'Empty clears it.' })
  EmailAddress?: FieldValue;

  @Field({
    enum: ['active', 'suspended', 'closed'],
    default: 'active',
    description: 'suspended: its Clients are out of service at once; closed: for good.',
  })
  Status?: FieldValue;

  @Field({
    enum: ['administrator', 'developer', 'viewer'],
    default: 'administrator',
    description: 'What its credentials may do: everything, everything but accounts, or look.',
  })
  Role?: FieldValue;

  @Field({
    maxLength: 253,
    example: 'sip.example.com',
    description:
      'A SIP domain of its own; without one the account is in that of the account above. Only for accounts above it.',
  })
  SipDomain?: FieldValue;
}
