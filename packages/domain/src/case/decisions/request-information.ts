import { type RequestInformation } from '../commands';
import { type Decision } from './decision';

/** Asks the complainant or a third party for something; the request has the id that the context gives it. */
export const requestInformation: Decision<RequestInformation> = (
  { from, question },
  _state,
  { commandId, newId = commandId },
) => [{ type: 'InformationRequested', data: { requestId: newId, from, personal: { question } } }];
