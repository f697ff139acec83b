import { CaseIdField } from '../../parts/fields';
import { CommandBody } from '../../parts/command.body';

export class MergeBody extends CommandBody {
  @CaseIdField('The open case of the same complainant in which things go on.')
  into!: string;
}
