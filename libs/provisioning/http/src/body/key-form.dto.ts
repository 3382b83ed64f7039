import { Field } from './field-decorators.ts';
import type { FieldValue } from './field-decorators.ts';

/** What the creation of a key takes; unknown fields are ignored. */
export class KeyForm {
  @Field({ maxLength: 64, default: 'Key', description: 'What people call it.' })
  FriendlyName?: FieldValue;

  @Field({
    enum: ['administrator', 'developer', 'viewer'],
    default: 'viewer',
    description: 'What it may do, and never more than its account.',
  })
  Role?: FieldValue;

  @Field({
    format: 'date-time',
    example: '2030-01-31T12:00:00Z',
    description: 'Until when it opens the account; empty: until it is revoked.',
  })
  ExpiresAt?: FieldValue;
}
