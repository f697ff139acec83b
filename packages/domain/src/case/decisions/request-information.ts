import { type RequestInformation } from '../commands';
import { type Decision } from './decision';

/** Asks the complainant or a third party for something; the command's id becomes the request's. */
export const requestInformation: Decision<RequestInformation> = ({ from, question }, _state, { commandId }) => [
  { type: 'InformationRequested', data: { requestId: commandId, from, personal: { question } } },
];
