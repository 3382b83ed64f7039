import { ApiProperty } from '@nestjs/swagger';
import { APPLICATION_RULE, Checked, Field, METHOD_RULE, URL_RULE } from './field-decorators.ts';
import type { FieldValue } from './field-decorators.ts';

const PASSWORD = {
  minLength: 1,
  maxLength: 128,
  description: 'The secret with which the phone registers and calls.',
};

/** What an update takes; absent fields stay as they are, unknown ones are ignored. */
export class UpdateClientForm {
  @Field({ maxLength: 64, description: 'Empty: back to the Login.' })
  FriendlyName?: FieldValue;

  @Field(PASSWORD)
  Password?: FieldValue;

  @Field({ enum: ['0', '1'], description: '0: disabled, 1: enabled.' })
  Status?: FieldValue;

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
}

/** What a creation takes. Login never changes afterwards. */
export class CreateClientForm extends UpdateClientForm {
  @Checked()
  @ApiProperty({
    type: String,
    minLength: 1,
    maxLength: 64,
    pattern: "^([A-Za-z0-9\\-_.!~*'();&=+$,]|%[0-9A-Fa-f]{2})+$",
    example: 'alice',
    description:
      'The user name of the phone: userinfo of RFC 2396 without a colon, unique in the SIP domain.',
  })
  Login?: FieldValue;

  @ApiProperty({ type: String, ...PASSWORD, example: 'test' })
  override Password?: FieldValue;
}

/** The fields of a Client by name; a class has none until they are set. */
export const CLIENT_FIELDS = [
  'Login',
  'Password',
  'FriendlyName',
  'Status',
  'VoiceUrl',
  'VoiceMethod',
  'VoiceFallbackUrl',
  'VoiceFallbackMethod',
  'VoiceApplicationSid',
] as const satisfies readonly (keyof CreateClientForm)[];
