import { type ReceiveInformation } from '../commands';
import { RuleViolation } from '../rules';
import { type Decision } from './decision';

/** What was asked for has come, which ends that wait. */
export const receiveInformation: Decision<ReceiveInformation> = ({ requestId, text }, state) => {
  if (!state.waitingFor.some((wait) => wait.requestId === requestId)) throw new RuleViolation('no-such-request');
  return [{ type: 'InformationReceived', data: { requestId, personal: { text } } }];
};
