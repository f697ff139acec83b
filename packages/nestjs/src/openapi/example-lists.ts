import { type CaseView } from '@redress/application';
import { OBLIGATIONS, OPEN_STATUSES } from '@redress/domain';
import { type CaseRow, type HandlerWorkload } from '@redress/read-models';
import { type Page } from '../http/page';
import { type ReadModelView } from '../read-models/read-model-view';
import { exampleCase } from './example-cases';
import { EXAMPLE_POSITION } from './example-ids';

export function exampleCasePage(): Page<CaseRow> {
  return {
    data: [exampleRow(exampleCase('acknowledged'))],
    page: { next: 'WyItcmVjZWl2ZWRBdCIsIjIwMjYtMDMtMDJUMDk6MDA6MDAuMDAwWiIsIjViMGMxZjBlIl0' },
  };
}

export function exampleUnanswered(): Page<CaseRow> {
  const view = exampleCase('acknowledged', { type: 'RecordMessage', text: 'Is there any news?' });
  return { data: [exampleRow(view)], page: { next: null } };
}

export function exampleWorkload(): Page<HandlerWorkload> {
  const { handler, receivedAt, owes, status } = exampleCase('acknowledged');
  const count = <Name extends string>(names: readonly Name[], counted: readonly string[]): Record<Name, number> =>
    Object.fromEntries(names.map((name) => [name, counted.includes(name) ? 1 : 0])) as Record<Name, number>;
  const workload: HandlerWorkload = {
    handler,
    open: 1,
    byStatus: count(OPEN_STATUSES, [status]),
    owes: count(OBLIGATIONS, owes),
    highestLevel: 1,
    oldestReceivedAt: receivedAt,
    oldestOpenMessageAt: null,
  };
  return { data: [workload], page: { next: null } };
}

function exampleRow(view: CaseView): CaseRow {
  return {
    id: view.id,
    revision: view.revision,
    status: view.status,
    statusSince: view.statusSince,
    ending: view.ending,
    receivedAt: view.receivedAt,
    updatedAt: view.updatedAt,
    channel: view.channel,
    subject: view.subject,
    category: view.category,
    product: view.product,
    severity: view.severity,
    labels: view.labels,
    handler: view.handler,
    escalationLevel: view.escalationLevel,
    owes: view.owes,
    waitingFor: view.waitingFor.length,
    openMessages: view.openMessages.length,
    oldestOpenMessageAt: view.openMessages[0]?.since ?? null,
    confidential: view.confidential,
    complainant: 'name' in view.complainant ? { name: view.complainant.name } : view.complainant,
    externalRefs: view.externalRefs,
    source: view.source,
  };
}

export function exampleReadModel(): ReadModelView {
  return {
    name: 'case-list',
    version: 1,
    position: EXAMPLE_POSITION,
    lagEvents: 0,
    lagSeconds: 0,
    parked: [],
    building: null,
  };
}
