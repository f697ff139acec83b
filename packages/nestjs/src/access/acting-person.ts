import { type Actor, hasPermission, type KeyRole } from '@redress/domain';
import { Problem } from '../http/problem';
import { type ApiKey } from '../redress-options';
import { type NamedActor, parseRedressActor } from './redress-actor';

/** In which roles the people may act that a key speaks for. */
const CEILINGS: Partial<Record<KeyRole, readonly NamedActor['role'][]>> = {
  integration: ['agent'],
  'integration+supervisor': ['agent', 'supervisor'],
};

/**
 * Who acts: the person that the header names, or the key itself.
 * @throws {Problem} `invalid-header`, `actor-not-allowed`
 */
export function actingPerson(key: ApiKey, header: string | undefined): Actor {
  const via = { kind: 'person', via: key.name } as const;
  if (header === undefined) return { id: key.name, role: key.role, ...via };
  if (!hasPermission(key.role, 'speak-for-others')) {
    throw new Problem(
      'actor-not-allowed',
      `A key of role ${key.role} speaks for nobody else: leave Redress-Actor out.`,
    );
  }
  const named = parseRedressActor(header);
  // On record, a person of this name could not be told from the key itself, which sees whatever it recorded.
  if (named.id === key.name) {
    throw new Problem(
      'actor-not-allowed',
      'A key speaks for nobody who bears its own name: leave Redress-Actor out to act as the key.',
    );
  }
  const ceiling = CEILINGS[key.role] ?? [];
  if (!ceiling.includes(named.role)) {
    throw new Problem('actor-not-allowed', `A key of role ${key.role} speaks for people as ${ceiling.join(' or ')}.`);
  }
  return { ...named, ...via };
}
