import { EVENT_TYPES, KEY_ROLES, type Permission, roles, rules, STATUSES } from '@redress/domain';
import { type JsonSchema, ref } from '../../validation/json-schema';
import { list, object, oneOfWords, string } from './shorthand';

const permissions: readonly Permission[] = [...new Set(Object.values(roles).flatMap((rights) => rights.permissions))];
const codes = Object.keys(rules);
const possibility = oneOfWords(['possible', 'with-waiver', ...codes]);

export const lifecycleSchemas: Readonly<Record<string, JsonSchema>> = {
  Lifecycle: object({
    statuses: list(ref('Status')),
    commands: list(
      object({
        command: ref('CommandType'),
        summary: string(),
        events: list(oneOfWords(EVENT_TYPES)),
        possible: object(Object.fromEntries(['none', ...STATUSES].map((status) => [status, possibility])), {
          description: 'By status; `none`: before there is a case. Else the rule that refuses it.',
        }),
      }),
    ),
    rules: list(object({ code: oneOfWords(codes), rule: string() })),
    roles: list(
      object({
        role: oneOfWords(KEY_ROLES),
        commands: list(ref('CommandType')),
        permissions: list(oneOfWords(permissions)),
      }),
    ),
  }),
};
