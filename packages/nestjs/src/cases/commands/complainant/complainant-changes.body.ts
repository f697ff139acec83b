import { Email } from '../../../validation/email';
import { Name } from '../../../validation/fields';

/** What is left out stays as it is; null takes a value away. */
export class ComplainantChangesBody {
  @Name({ description: 'The name of the person who complains.', example: 'Cleo Martin', optional: true })
  name?: string;

  @Email({ description: 'E-mail address.', example: 'cleo@example.org', optional: true, nullable: true })
  email?: string | null;

  @Name({ description: 'Telephone number.', example: '+46 8 123 456', optional: true, nullable: true })
  phone?: string | null;

  @Name({ description: 'The name used in the channel.', example: '@cleo', optional: true, nullable: true })
  handle?: string | null;

  @Name({ description: 'The id in your own system.', example: 'customer-4711', optional: true, nullable: true })
  externalId?: string | null;
}
