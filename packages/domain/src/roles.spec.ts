import { hasPermission, KEY_ROLES, type Permission, type Role, roles } from './roles';

/** Section 3 of the design: who sees what is confidential, waives, enters late, publishes, rebuilds, speaks for others. */
const documented: Readonly<Record<Role, readonly Permission[]>> = {
  agent: ['read'],
  supervisor: ['read', 'read-confidential', 'waive', 'enter-late'],
  admin: ['read', 'read-confidential', 'waive', 'enter-late', 'publish', 'rebuild', 'confirm-clock'],
  integration: ['read', 'enter-late', 'speak-for-others'],
  'integration+supervisor': ['read', 'read-confidential', 'waive', 'enter-late', 'speak-for-others'],
  auditor: ['read', 'read-confidential'],
  system: ['read', 'read-confidential', 'enter-late', 'publish'],
  import: ['read', 'read-confidential', 'waive', 'enter-late'],
};
const every: readonly Permission[] = [
  'read',
  'read-confidential',
  'waive',
  'enter-late',
  'publish',
  'rebuild',
  'confirm-clock',
  'speak-for-others',
];

describe('the roles', () => {
  it('are those of the design', () => {
    expect(Object.keys(roles).sort()).toEqual(Object.keys(documented).sort());
  });

  it.each(Object.keys(documented) as Role[])('%s may what is documented, and nothing else', (role) => {
    for (const permission of every) {
      expect([permission, hasPermission(role, permission)]).toEqual([
        permission,
        documented[role].includes(permission),
      ]);
    }
  });

  it('are given to keys, but for the two that only Redress acts in', () => {
    expect([...KEY_ROLES].sort()).toEqual(
      Object.keys(roles)
        .filter((role) => role !== 'system' && role !== 'import')
        .sort(),
    );
  });
});
