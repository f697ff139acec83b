import { Name, Pattern, Text, WholeNumber } from '../../validation/fields';
import { LIMITS } from '../../validation/limits';

/** The digest is on record, the bytes stay with the caller. */
export class AttachmentBody {
  @Name({ description: 'File name.', example: 'lift.jpg' })
  name!: string;

  @Pattern({
    pattern: /^[A-Za-z0-9!#$&^_.+-]+\/[A-Za-z0-9!#$&^_.+-]+$/,
    max: LIMITS.name,
    form: 'A media type such as image/jpeg is expected',
    description: 'Media type, without parameters.',
    example: 'image/jpeg',
  })
  mediaType!: string;

  @WholeNumber({ min: 0, max: Number.MAX_SAFE_INTEGER, description: 'Bytes.', example: 48_213 })
  size!: number;

  @Pattern({
    pattern: /^[0-9a-f]{64}$/,
    max: 64,
    form: '64 lower-case hex digits are expected',
    description: 'Lower-case hex SHA-256 of the bytes.',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  sha256!: string;

  @Text({
    max: LIMITS.uri,
    description: 'Where the bytes are kept, as your own system names it.',
    example: 'https://files.example.org/lift.jpg',
    optional: true,
  })
  uri?: string;
}
