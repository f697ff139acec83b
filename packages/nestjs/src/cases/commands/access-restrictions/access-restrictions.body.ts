import { LongText, Texts } from '../../../validation/fields';
import { LIMITS } from '../../../validation/limits';
import { CommandBody } from '../../parts/command.body';

export class AccessRestrictionBody extends CommandBody {
  @Texts({
    max: LIMITS.name,
    maxItems: LIMITS.people,
    description:
      'Ids of people who may see the case beside its handler, supervisors, admins and auditors; may be empty. Who recorded it sees it only when named here; a key of a CRM that recorded it goes on seeing it as itself, without `Redress-Actor`.',
    example: ['ana'],
  })
  to!: string[];

  @LongText({ description: 'Why it is not for everybody.', example: 'A colleague is named.' })
  reason!: string;
}
