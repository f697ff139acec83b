import {
  COMMAND_TYPES,
  commandDescriptions,
  type CommandType,
  type KeyRole,
  KEY_ROLES,
  lifecycle,
  mayCommand,
  type Permission,
  type Possibility,
  roles,
  type RuleCode,
  rules,
  type Status,
  STATUSES,
} from '@redress/domain';

/** The tables of transitions, rules and roles, as data. */
export interface LifecycleTables {
  readonly statuses: readonly Status[];
  readonly commands: readonly {
    readonly command: CommandType;
    readonly summary: string;
    readonly events: readonly string[];
    /** `none`: before there is a case. Else `possible`, `with-waiver`, or the rule that refuses it. */
    readonly possible: Readonly<Record<'none' | Status, Possibility>>;
  }[];
  readonly rules: readonly { readonly code: RuleCode; readonly rule: string }[];
  readonly roles: readonly {
    readonly role: KeyRole;
    readonly commands: readonly CommandType[];
    readonly permissions: readonly Permission[];
  }[];
}

export const lifecycleTables: LifecycleTables = {
  statuses: STATUSES,
  commands: COMMAND_TYPES.map((command) => ({
    command,
    ...commandDescriptions[command],
    possible: { none: withoutCase(command), ...lifecycle[command] },
  })),
  rules: Object.entries(rules).map(([code, rule]) => ({ code: code as RuleCode, rule })),
  roles: KEY_ROLES.map((role) => ({
    role,
    commands: COMMAND_TYPES.filter((command) => mayCommand(role, command)),
    permissions: roles[role].permissions,
  })),
};

function withoutCase(command: CommandType): Possibility {
  return command === 'ReceiveComplaint' ? 'possible' : 'command-not-possible';
}
