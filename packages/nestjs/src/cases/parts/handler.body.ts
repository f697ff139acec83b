import { Name } from '../../validation/fields';

export class HandlerBody {
  @Name({
    description: 'What the acting person is compared with: the id in `Redress-Actor`, or the name of a key.',
    example: 'ana',
  })
  id!: string;

  @Name({ description: 'As the complainant is told.', example: 'Ana Lind' })
  name!: string;
}
