import { createHash } from 'node:crypto';
import { KEY_ROLES, type KeyRole } from '@redress/domain';
import { type ApiKey } from '../../src';

/** One key for each role, named as its role; and some persons of their own. */
const NAMES = {
  agent: 'agent',
  supervisor: 'supervisor',
  admin: 'admin',
  integration: 'integration',
  'integration+supervisor': 'integration+supervisor',
  auditor: 'auditor',
  ana: 'agent',
  bo: 'agent',
} as const satisfies Record<string, KeyRole>;

export type KeyName = keyof typeof NAMES;

export const roleKeys: readonly KeyName[] = KEY_ROLES;

export function secretOf(name: string): string {
  return `secret-of-${name}`;
}

export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export const keys: readonly ApiKey[] = Object.entries(NAMES).map(([name, role]) => ({
  name,
  role,
  secretHash: secretHash(secretOf(name)),
}));
