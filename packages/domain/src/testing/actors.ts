import { type Actor, SYSTEM_ACTOR } from '../actor';
import { type Role } from '../roles';

export const agent: Actor = { id: 'ann', kind: 'person', role: 'agent', name: 'Ann Abbot', via: 'ann' };
export const supervisor: Actor = { id: 'sam', kind: 'person', role: 'supervisor', name: 'Sam Short', via: 'sam' };
export const admin: Actor = { id: 'ada', kind: 'person', role: 'admin', name: 'Ada Ames', via: 'ada' };
/** A CRM that acts as itself. */
export const integration: Actor = { id: 'crm', kind: 'person', role: 'integration', via: 'crm' };
export const integrationSupervisor: Actor = {
  id: 'crm-desk',
  kind: 'person',
  role: 'integration+supervisor',
  via: 'crm-desk',
};
export const auditor: Actor = { id: 'olga', kind: 'person', role: 'auditor', name: 'Olga Owen', via: 'olga' };
export const system: Actor = SYSTEM_ACTOR;
export const importer: Actor = { id: 'import', kind: 'import', role: 'import' };

/** Somebody in each role. */
export const actors: Readonly<Record<Role, Actor>> = {
  agent,
  supervisor,
  admin,
  integration,
  'integration+supervisor': integrationSupervisor,
  auditor,
  system,
  import: importer,
};
