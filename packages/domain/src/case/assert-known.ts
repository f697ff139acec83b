import { type Actor } from '../actor';
import { type Command } from './commands';
import { InvalidCommand } from './rules';

/**
 * Only an import may say that something is unknown: its source does not tell, and nothing is invented.
 * @throws {InvalidCommand} somebody else says so
 */
export function assertKnown(command: Command, { kind }: Actor): void {
  if (kind === 'import') return;
  for (const [field, value] of Object.entries(command) as [string, unknown][]) {
    if (typeof value !== 'object' || value === null || !('unknown' in value)) continue;
    throw new InvalidCommand(`/${field}`, 'Only an import may leave this unknown');
  }
}
