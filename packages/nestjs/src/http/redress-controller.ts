import { applyDecorators, Controller, UseFilters, UseGuards } from '@nestjs/common';
import { EntryGuard } from '../access/entry.guard';
import { ProblemFilter } from './problem.filter';

/** A controller of Redress: what it needs it brings along, so that nothing of a host's application is changed. */
export function RedressController(path: string): ClassDecorator {
  return applyDecorators(Controller(path), UseGuards(EntryGuard), UseFilters(ProblemFilter));
}
