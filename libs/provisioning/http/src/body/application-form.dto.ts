import { ApiProperty } from '@nestjs/swagger';
import { Field, METHOD_RULE, URL_RULE } from './field-decorators.ts';
import type { FieldValue } from './field-decorators.ts';

const NAME = { minLength: 1, maxLength: 64, description: 'What people call it.' };

/** What an update of an Application takes; absent fields stay as they are, unknown ones are ignored. */
export class UpdateApplicationForm {
  @Field(NAME)
  FriendlyName?: FieldValue;

  @Field({ enum: ['voice', 'sms'], description: 'What it is for.', default: 'voice' })
  Kind?: FieldValue;

  @Field({ ...URL_RULE, description: 'Another name for VoiceUrl (Kind voice) or SmsUrl (Kind sms).' })
  RcmlUrl?: FieldValue;

  @Field(URL_RULE)
  VoiceUrl?: FieldValue;

  @Field(METHOD_RULE)
  VoiceMethod?: FieldValue;

  @Field(URL_RULE)
  VoiceFallbackUrl?: FieldValue;

  @Field(METHOD_RULE)
  VoiceFallbackMethod?: FieldValue;

  @Field(URL_RULE)
  SmsUrl?: FieldValue;

  @Field(METHOD_RULE)
  SmsMethod?: FieldValue;

  @Field(URL_RULE)
  SmsFallbackUrl?: FieldValue;

  @Field(METHOD_RULE)
  SmsFallbackMethod?: FieldValue;

  @Field(URL_RULE)
  StatusCallback?: FieldValue;
}

/** What the creation of an Application takes. */
export class CreateApplicationForm extends UpdateApplicationForm {
  @ApiProperty({ type: String, ...NAME, example: 'Reception' })
  override FriendlyName?: FieldValue;
}
