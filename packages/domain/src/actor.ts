import { type Role } from './roles';

/** `person`: somebody, or a CRM that acts as itself; `system`: Redress's own processors; `import`: `redress import`. */
export type ActorKind = 'person' | 'system' | 'import';

/** Who acts. What is compared with `handler.id` is `id`. */
export interface Actor {
  readonly id: string;
  readonly kind: ActorKind;
  readonly role: Role;
  /** As auditors are shown it. */
  readonly name?: string;
  /** The name of the key that spoke for the actor. */
  readonly via?: string;
}

/** What processors act as. */
export const SYSTEM_ACTOR: Actor = { id: 'redress', kind: 'system', role: 'system', name: 'Redress' };
