import { type Clock, clocksAt } from '@redress/domain';
import {
  type AtRiskRow,
  type BreachRow,
  type ClockRow,
  type MilestoneOutcomes,
  type TimeTaken,
} from '@redress/read-models';
import { type Page } from '../http/page';
import { type ReportBody } from '../sla/report/get-report';
import { exampleHistory } from './example-cases';

/** A month after the receipt of the example: the complainant has heard nothing since. */
const LATER = Date.UTC(2026, 3, 1, 9);

const { state } = exampleHistory('escalated');

export function exampleBreaches(): Page<BreachRow> {
  const broken = clocksAt(state.clocks, LATER).clocks.find(({ status }) => status === 'breached') as Clock;
  const breachedAt = broken.breachedAt as string;
  return { data: [{ ...row(broken), status: 'breached', breachedAt }], page: { next: null } };
}

export function exampleAtRisk(): Page<AtRiskRow> {
  const running = state.clocks.clocks.find(
    ({ status, atRiskAt }) => status === 'running' && atRiskAt !== null,
  ) as Clock;
  const atRiskAt = running.atRiskAt as string;
  return { data: [{ ...row(running), status: 'running', breachedAt: null, atRiskAt }], page: { next: null } };
}

function row(clock: Clock): ClockRow {
  return {
    case: state.id,
    clock: clock.id,
    metric: clock.metric,
    kind: clock.kind,
    isOwed: clock.isOwed,
    policy: clock.policy,
    calendar: clock.calendar,
    startedAt: clock.startedAt,
    dueAt: clock.dueAt,
    endedAt: clock.endedAt,
    handler: state.handler,
    channel: state.channel,
    category: state.category,
    severity: state.severity,
    escalationLevel: state.escalationLevel,
  };
}

export function exampleSlaReport(): ReportBody {
  const [{ policy }] = state.clocks.clocks as [Clock];
  const time: TimeTaken = { count: 107, medianMs: 93_600_000, p90Ms: 244_800_000 };
  const noTime: TimeTaken = { count: 0, medianMs: null, p90Ms: null };
  const promises = { kept: 96, keptByLateEntry: 2, broken: 12, running: 7, cancelled: 3, time };
  const milestones: MilestoneOutcomes = { reached: 0, missed: 0, running: 0, cancelled: 0, time: noTime };
  return {
    from: '2026-01-01T00:00:00.000Z',
    to: '2026-04-01T00:00:00.000Z',
    data: [{ policy, metric: 'final-response', promises, milestones }],
  };
}
