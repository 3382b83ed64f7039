import { ApiProperty } from '@nestjs/swagger';
import { Checked, Field } from './field-decorators.ts';
import type { FieldValue } from './field-decorators.ts';

/** What the sending of a text takes; unknown fields are ignored. */
export class MessageForm {
  @Checked()
  @ApiProperty({
    type: String,
    minLength: 1,
    maxLength: 64,
    description: 'The number or name it comes from.',
  })
  From?: FieldValue;

  @Checked()
  @ApiProperty({ type: String, minLength: 1, maxLength: 64, description: 'The number or login it is for.' })
  To?: FieldValue;

  @Checked()
  @ApiProperty({
    type: String,
    minLength: 1,
    maxLength: 1600,
    description: 'What is to be read; lines may be broken.',
  })
  Body?: FieldValue;

  @Field({ maxLength: 2048, description: 'Where to tell what becomes of it.' })
  StatusCallback?: FieldValue;
}
