import { type AssignHandler } from '../commands';
import { personal } from '../given';
import { type Decision } from './decision';

/** Another person takes care of the case; after the acknowledgement the complainant is owed an introduction. */
export const assignHandler: Decision<AssignHandler> = ({ handler, reason }, state) => {
  if (state.handler?.id === handler.id && state.handler.name === handler.name) return [];
  return [{ type: 'HandlerAssigned', data: { handler, previous: state.handler, ...personal({ reason }) } }];
};
