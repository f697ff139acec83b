import { LINK_RELATIONS, type LinkRelation } from '@redress/domain';
import { Choice } from '../../../validation/fields';
import { CaseIdField } from '../../parts/fields';
import { CommandBody } from '../../parts/command.body';

export class LinkBody extends CommandBody {
  @CaseIdField('The other case.')
  to!: string;

  @Choice({ of: LINK_RELATIONS, description: 'What the two have in common.', example: 'same-problem' })
  relation!: LinkRelation;
}
