import { type CommandType } from './case/commands';

/** Roles of API keys, and the two that only Redress itself acts in. */
export type Role =
  'agent' | 'supervisor' | 'admin' | 'integration' | 'integration+supervisor' | 'auditor' | 'system' | 'import';

/** The roles a key may be given. */
export const KEY_ROLES = ['agent', 'supervisor', 'admin', 'integration', 'integration+supervisor', 'auditor'] as const;
export type KeyRole = (typeof KEY_ROLES)[number];

/** What a role may do beside case commands. */
export type Permission =
  /** Cases, their history, lists and reports; confidential cases apart. */
  | 'read'
  /** Every confidential case too. */
  | 'read-confidential'
  /** Resolve by waiver. */
  | 'waive'
  /** Enter what happened more than 24 hours ago. */
  | 'enter-late'
  /** Publish and retire policies and calendars. */
  | 'publish'
  /** Rebuild read models. */
  | 'rebuild'
  /** Confirm the machine's clock. */
  | 'confirm-clock'
  /** Speak for people by `Redress-Actor`. */
  | 'speak-for-others';

/** Case commands that an agent may not give. */
export const SUPERVISOR_COMMANDS = [
  'RedactContent',
  'RestrictAccess',
  'UnrestrictAccess',
] as const satisfies readonly CommandType[];

/** Which case commands a role may give: all, all but {@link SUPERVISOR_COMMANDS}, or none. */
export type CommandGrant = 'all' | 'agent' | 'none';

export interface RoleRights {
  readonly commands: CommandGrant;
  readonly permissions: readonly Permission[];
}

/** The role table. Everything that asks what a role may do asks here; the API serves it; the tests walk all of it. */
export const roles: Readonly<Record<Role, RoleRights>> = {
  agent: { commands: 'agent', permissions: ['read'] },
  supervisor: { commands: 'all', permissions: ['read', 'read-confidential', 'waive', 'enter-late'] },
  admin: {
    commands: 'all',
    permissions: ['read', 'read-confidential', 'waive', 'enter-late', 'publish', 'rebuild', 'confirm-clock'],
  },
  integration: { commands: 'agent', permissions: ['read', 'enter-late', 'speak-for-others'] },
  'integration+supervisor': {
    commands: 'all',
    permissions: ['read', 'read-confidential', 'waive', 'enter-late', 'speak-for-others'],
  },
  auditor: { commands: 'none', permissions: ['read', 'read-confidential'] },
  system: { commands: 'all', permissions: ['read', 'read-confidential', 'enter-late', 'publish'] },
  import: { commands: 'all', permissions: ['read', 'read-confidential', 'waive', 'enter-late'] },
};

export function mayCommand(role: Role, command: CommandType): boolean {
  const grant = roles[role].commands;
  return grant === 'all' || (grant === 'agent' && !(SUPERVISOR_COMMANDS as readonly CommandType[]).includes(command));
}

export function hasPermission(role: Role, permission: Permission): boolean {
  return roles[role].permissions.includes(permission);
}
