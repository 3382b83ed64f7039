import { ApiProperty } from '@nestjs/swagger';
import { APPLICATION_RULE, Checked, Field, Flag, METHOD_RULE, URL_RULE } from './field-decorators.ts';
import type { FieldValue } from './field-decorators.ts';

/** What an update of a number takes; absent fields stay as they are, unknown ones are ignored. */
export class UpdateNumberForm {
  @Field({ maxLength: 64, description: 'Empty: back to the number.' })
  FriendlyName?: FieldValue;

  @Field(URL_RULE)
  VoiceUrl?: FieldValue;

  @Field(METHOD_RULE)
  VoiceMethod?: FieldValue;

  @Field(URL_RULE)
  VoiceFallbackUrl?: FieldValue;

  @Field(METHOD_RULE)
  VoiceFallbackMethod?: FieldValue;

  @Field(APPLICATION_RULE)
  VoiceApplicationSid?: FieldValue;

  @Field(URL_RULE)
  SmsUrl?: FieldValue;

  @Field(METHOD_RULE)
  SmsMethod?: FieldValue;

  @Field(URL_RULE)
  SmsFallbackUrl?: FieldValue;

  @Field(METHOD_RULE)
  SmsFallbackMethod?: FieldValue;

  @Field(APPLICATION_RULE)
  SmsApplicationSid?: FieldValue;

  @Field(URL_RULE)
  StatusCallback?: FieldValue;
}

/** What the creation of a number takes. PhoneNumber never changes afterwards. */
export class CreateNumberForm extends UpdateNumberForm {
  @Checked()
  @ApiProperty({
    type: String,
    minLength: 1,
    example: '+15105551234',
    description:
      'With its country code; punctuation is taken out. With IsSIP=true, a short code or SIP name.',
  })
  PhoneNumber?: FieldValue;

  @Flag({ description: 'A short code or SIP name, of no numbering plan.' })
  IsSIP?: FieldValue;
}
