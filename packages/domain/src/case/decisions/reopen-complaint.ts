import { type ReopenComplaint } from '../commands';
import { reopenWindowOf } from '../../sla/match-policy';
import { RuleViolation } from '../rules';
import { type Decision } from './decision';

/** Elapsed days after the event that brought the present status in which a case may be reopened, until a policy says otherwise. */
export const DEFAULT_REOPEN_WINDOW_DAYS = 30;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Work goes on. What was promised and recorded before stays as it is. */
export const reopenComplaint: Decision<ReopenComplaint> = ({ reason }, state, { occurredAt, promised }) => {
  if (state.mergedInto !== null) throw new RuleViolation('case-merged', `it was merged into ${state.mergedInto}`);
  const days = reopenWindowOf(promised, state) ?? DEFAULT_REOPEN_WINDOW_DAYS;
  const elapsed = Date.parse(occurredAt) - Date.parse(state.statusSince);
  if (elapsed > days * DAY_MS) {
    throw new RuleViolation('reopen-window-over', `${days} days since ${state.statusSince}`);
  }
  const to = state.everAcknowledged ? 'acknowledged' : 'received';
  return [{ type: 'ComplaintReopened', data: { from: state.status, to, personal: { reason } } }];
};
