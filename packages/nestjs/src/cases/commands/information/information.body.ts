import { EXAMPLE_REQUEST_ID } from '../../../openapi/example-ids';
import { LongText, Uuid } from '../../../validation/fields';
import { CommandBody } from '../../parts/command.body';

export class InformationBody extends CommandBody {
  @Uuid({ description: 'As `waitingFor` names it.', example: EXAMPLE_REQUEST_ID })
  requestId!: string;

  @LongText({ description: 'What came.', example: 'The one in the east wing.' })
  text!: string;
}
