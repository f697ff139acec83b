import { type Actor, type CommandType, hasPermission, mayCommand, type Permission } from '@redress/domain';
import { Problem } from '../http/problem';

/** What a route asks of who calls it: the right to every one of some commands, or a permission. */
export type AccessRule = { readonly commands: readonly CommandType[] } | { readonly permission: Permission };

export function allows(rule: AccessRule, role: Actor['role']): boolean {
  return 'commands' in rule
    ? rule.commands.every((command) => mayCommand(role, command))
    : hasPermission(role, rule.permission);
}

/** @throws {Problem} `forbidden` */
export function authorise(rule: AccessRule, { role }: Actor): void {
  if (!allows(rule, role)) throw new Problem('forbidden', `The role ${role} may not do this.`);
}
