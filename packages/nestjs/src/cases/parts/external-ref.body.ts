import { Name } from '../../validation/fields';

/** Ties a case to a record of another system. Not unique: several cases may name the same one. */
export class ExternalRefBody {
  @Name({ description: 'The other system.', example: 'crm' })
  system!: string;

  @Name({ description: 'The id of the record there.', example: 'T-2207' })
  id!: string;
}
