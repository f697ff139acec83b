import { Name, Text } from '../../validation/fields';
import { LIMITS } from '../../validation/limits';

export class ComplainantBody {
  @Name({ description: 'The name of the person who complains.', example: 'Cleo Martin' })
  name!: string;

  @Text({ max: LIMITS.email, description: 'E-mail address.', example: 'cleo@example.org', optional: true })
  email?: string;

  @Name({ description: 'Telephone number; compared by its digits.', example: '+46 8 123 456', optional: true })
  phone?: string;

  @Name({ description: 'The name used in the channel the complaint came by.', example: '@cleo', optional: true })
  handle?: string;

  @Name({ description: 'The id your own system knows the person by.', example: 'customer-4711', optional: true })
  externalId?: string;
}
