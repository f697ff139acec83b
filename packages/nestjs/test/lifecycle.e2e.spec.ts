import { COMMAND_TYPES, KEY_ROLES, lifecycle, mayCommand, roles, rules } from '@redress/domain';
import { type AnyBody, RedressApp } from './harness/redress-app';

describe('GET /v1/lifecycle', () => {
  let tables: AnyBody;

  beforeAll(async () => {
    const app = await RedressApp.start();
    tables = (await app.get('/v1/lifecycle')).body;
    await app.stop();
  });

  it('serves the table of transitions', () => {
    const served = Object.fromEntries(
      tables.commands.map(({ command, possible: { none, ...byStatus } }: AnyBody) => [command, [none, byStatus]]),
    );
    for (const command of COMMAND_TYPES) {
      const none = command === 'ReceiveComplaint' ? 'possible' : 'command-not-possible';
      expect(served[command]).toEqual([none, lifecycle[command]]);
    }
  });

  it('serves the rules and the roles', () => {
    expect(Object.fromEntries(tables.rules.map(({ code, rule }: AnyBody) => [code, rule]))).toEqual(rules);
    for (const role of KEY_ROLES) {
      expect(tables.roles).toContainEqual({
        role,
        permissions: roles[role].permissions,
        commands: COMMAND_TYPES.filter((command) => mayCommand(role, command)),
      });
    }
  });
});
