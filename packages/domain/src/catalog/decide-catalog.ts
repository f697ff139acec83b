import { assertNever } from '../assert-never';
import { type CatalogContext } from './catalog-context';
import { type CatalogCommand } from './commands';
import { type CatalogEvent } from './events';
import { publishCalendar } from './publish-calendar';
import { publishPolicy } from './publish-policy';
import { retireCalendar, retirePolicy } from './retire';

/**
 * What a command does to the policy or calendar it names; nothing when it is so already.
 * @throws {InvalidPublication | CatalogRuleViolation} nothing happens
 */
export function decideCatalog(command: CatalogCommand, context: CatalogContext): readonly CatalogEvent[] {
  switch (command.type) {
    case 'PublishPolicy':
      return publishPolicy(command, context);
    case 'RetirePolicy':
      return retirePolicy(command, context);
    case 'PublishCalendar':
      return publishCalendar(command, context);
    case 'RetireCalendar':
      return retireCalendar(command, context);
    default:
      return assertNever(command);
  }
}
