import { commandFields } from './command-fields';
import { type CommandRule, IMPORTABLE_COMMANDS } from './mapping';
import { type Place } from './place';
import { type ConditionScope, readCondition } from './read-conditions';
import { readFields } from './read-fields';
import { readInstantSpec } from './read-instant-spec';

const KEYS = { required: ['command'], optional: ['when', 'at', 'precision', 'with'] };

/** A command, when a row yields it, when it happened, and what it says. */
export function readRule(place: Place, scope: ConditionScope): CommandRule {
  place.keys(KEYS);
  const type = place.get('command').oneOf(IMPORTABLE_COMMANDS);
  const when = place.get('when');
  return {
    type,
    when: when.isAbsent ? { kind: 'all', of: [] } : readCondition(when, scope),
    at: readAt(place),
    fields: readFields(place.get('with'), commandFields[type], scope.values),
  };
}

function readAt(place: Place): CommandRule['at'] {
  const [at, precision] = [place.get('at'), place.get('precision')];
  if (!precision.isAbsent) {
    precision.oneOf(['unknown']);
    if (!at.isAbsent) precision.report('says that nobody knows when, yet "at" says where to read it');
    return 'unknown';
  }
  return at.isAbsent ? null : readInstantSpec(at);
}
