import { applyDecorators, Controller, UseFilters, UseGuards, VERSION_NEUTRAL } from '@nestjs/common';
import { EntryGuard } from '../access/entry.guard';
import { ProblemFilter } from './problem.filter';

/**
 * A controller of Redress: what it needs it brings along, so that nothing of a host's application is changed. Its path names the
 * version of the API, so a host that versions its routes adds none.
 */
export function RedressController(path: string): ClassDecorator {
  return applyDecorators(
    Controller({ path, version: VERSION_NEUTRAL }),
    UseGuards(EntryGuard),
    UseFilters(ProblemFilter),
  );
}
