export { SYSTEM_ACTOR } from './actor';
export type { Actor, ActorKind } from './actor';
export type { Precision } from './case/vocabulary';
export type { Role } from './roles';
