import { Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type CommandRequest, type CommandResult } from '@redress/application';
import { RedressController } from '../../../http/redress-controller';
import { Requested } from '../command-request.pipe';
import { CommandRoute } from '../command-route';
import { commandSpec } from '../command-spec';
import { HandleCommand } from '../handle-command';
import { NoteBody } from './notes.body';

const addNote = commandSpec({
  id: 'addNote',
  summary: 'Add a note',
  gives: ['AddNote'],
  body: NoteBody,
  toCommand: (fields) => ({ type: 'AddNote', ...fields }),
  before: 'acknowledged',
  examples: { note: { summary: 'A note', value: { text: 'Called the supplier: no answer.' } } },
  refusals: ['case-full'],
});

@RedressController('v1/cases/:caseId/notes')
export class NotesController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @CommandRoute(addNote)
  add(@Requested(addNote) request: CommandRequest): Promise<CommandResult> {
    return this.commands.execute(new HandleCommand(request));
  }
}
