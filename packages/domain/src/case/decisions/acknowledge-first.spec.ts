import {
  acknowledgedCase,
  assignedCase,
  closedCase,
  event,
  HANDLER,
  receivedCase,
  SECOND_HANDLER,
} from '../../testing';
import { InvalidCommand } from '../rules';
import { acknowledgeFirst } from './acknowledge-first';

describe('the first thing that goes out to the complainant', () => {
  it('acknowledges, in the name of the handler it names', () => {
    expect(acknowledgeFirst(receivedCase(), HANDLER)).toEqual([event('ComplaintAcknowledged', { handler: HANDLER })]);
  });

  it('acknowledges in the name of the one who is assigned, when it names nobody', () => {
    expect(acknowledgeFirst(assignedCase(), undefined)).toEqual([event('ComplaintAcknowledged', { handler: HANDLER })]);
  });

  it('rather names the one it says than the one who is assigned', () => {
    const [acknowledged] = acknowledgeFirst(assignedCase(), SECOND_HANDLER);
    expect(acknowledged).toEqual(event('ComplaintAcknowledged', { handler: SECOND_HANDLER }));
  });

  it('is refused when nobody takes care of the case', () => {
    expect(() => acknowledgeFirst(receivedCase(), undefined)).toThrow(
      expect.objectContaining({ code: 'handler-required' }),
    );
  });

  it('has nothing to acknowledge after that', () => {
    expect(acknowledgeFirst(acknowledgedCase(), undefined)).toEqual([]);
    expect(acknowledgeFirst(acknowledgedCase(), HANDLER)).toEqual([]);
    expect(acknowledgeFirst(closedCase(), undefined)).toEqual([]);
  });

  it('hands the case to nobody else', () => {
    expect(() => acknowledgeFirst(acknowledgedCase(), SECOND_HANDLER)).toThrow(InvalidCommand);
  });
});
