import { InvalidCommand } from '../rules';

/**
 * Levels are whole numbers.
 * @throws {InvalidCommand}
 */
export function assertWholeLevel(level: number): void {
  if (!Number.isSafeInteger(level)) throw new InvalidCommand('/level', 'An escalation level is a whole number');
}
