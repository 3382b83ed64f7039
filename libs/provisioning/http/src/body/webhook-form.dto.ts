import { ApiProperty } from '@nestjs/swagger';
import { Field, URL_RULE } from './field-decorators.ts';
import type { FieldValue } from './field-decorators.ts';

const URL = { ...URL_RULE, description: 'Where messages are posted to; no redirect is followed.' };

/** What an update of a webhook takes; absent fields stay as they are, unknown ones are ignored. */
export class UpdateWebhookForm {
  @Field({ maxLength: 64, description: 'What people call it. Empty: the host of its URL.' })
  FriendlyName?: FieldValue;

  @Field(URL)
  Url?: FieldValue;

  @Field({
    enum: ['all', 'changes', 'propagation'],
    default: 'all',
    description: 'changes: each change, as it is recorded; propagation: when every live unit has it.',
  })
  Events?: FieldValue;

  @Field({
    enum: ['active', 'disabled'],
    default: 'active',
    description: 'disabled: nothing is sent until it is active again, and then what was missed.',
  })
  Status?: FieldValue;
}

/** What the creation of a webhook takes. */
export class CreateWebhookForm extends UpdateWebhookForm {
  @ApiProperty({ type: String, ...URL, example: 'https://example.com/tandem' })
  override Url?: FieldValue;
}
