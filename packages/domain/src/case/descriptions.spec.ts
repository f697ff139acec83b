import { commandDescriptions, eventDescriptions } from './descriptions';
import { CLOCK_EVENT_TYPES } from '../sla/clock-events';
import { EVENT_TYPES } from './events';
import { COMMAND_TYPES } from './lifecycle';

const sentence = /^[A-Z].*\.$/;

describe('the descriptions', () => {
  it.each(COMMAND_TYPES)('say of %s what it is for, and which events it can give', (type) => {
    const { summary, events } = commandDescriptions[type];
    expect(summary).toMatch(sentence);
    expect(events.length).toBeGreaterThan(0);
    expect(EVENT_TYPES).toEqual(expect.arrayContaining([...events]));
  });

  it.each(EVENT_TYPES)('say of %s what happened', (type) => {
    expect(eventDescriptions[type]).toMatch(sentence);
  });

  it('leave no event without a command, but for the rows of a file, and what any command may mean for the clocks', () => {
    const given = Object.values(commandDescriptions).flatMap(({ events }) => events);
    expect(EVENT_TYPES.filter((type) => !given.includes(type))).toEqual(['SourceRowNoted', ...CLOCK_EVENT_TYPES]);
  });
});
