import { Email } from '../../validation/email';
import { Name } from '../../validation/fields';

export class ComplainantBody {
  @Name({ description: 'The name of the person who complains.', example: 'Cleo Martin' })
  name!: string;

  @Email({ description: 'E-mail address; compared whatever its case.', example: 'cleo@example.org', optional: true })
  email?: string;

  @Name({
    description: 'Telephone number; compared by its digits, of which it needs five.',
    example: '+46 8 123 456',
    optional: true,
  })
  phone?: string;

  @Name({ description: 'The name used in the channel the complaint came by.', example: '@cleo', optional: true })
  handle?: string;

  @Name({ description: 'The id your own system knows the person by.', example: 'customer-4711', optional: true })
  externalId?: string;
}
