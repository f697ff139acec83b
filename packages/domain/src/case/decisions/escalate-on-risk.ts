import { thresholdsDue } from '../../sla/thresholds';
import { type EscalateOnRisk } from '../commands';
import { type Decision } from './decision';

/** By the system, where the policy asks for it: a case that is at the level already, or above it, is not raised. */
export const escalateOnRisk: Decision<EscalateOnRisk> = (_command, state, { now }) =>
  thresholdsDue(state, Date.parse(now)).flatMap(({ clock, at, level, addressee, from }) => {
    if (from === null) return [];
    const reason = `${percent(at)} of the time promised for ${clock} has passed`;
    return [
      { type: 'ComplaintEscalated', data: { from, level, addressee, cause: { clock, at }, personal: { reason } } },
    ];
  });

/** Without the noise of binary fractions: 0.07 is 7 %. */
function percent(share: number): string {
  return `${Number((share * 100).toPrecision(12))} %`;
}
