// One promise for each case: with it a case of this shape has eight to nine events. Every third or so is broken.
import { randomUUID } from 'node:crypto';
import { DEFAULT_CALENDAR_NAME, defaultCalendar, SYSTEM_ACTOR } from '@redress/domain';

const policy = {
  name: 'scale',
  priority: 1,
  when: {},
  targets: [
    {
      metric: 'resolution',
      kind: 'promise',
      duration: { n: 36, unit: 'hours', counting: 'elapsed' },
      calendar: DEFAULT_CALENDAR_NAME,
      pauses: [],
      atRisk: 0.75,
    },
  ],
  reopenWindow: 30,
};

export async function publishPromise({ publishing }) {
  const publish = (command) => publishing.handle({ command, actor: SYSTEM_ACTOR, commandId: randomUUID() });
  await publish({ type: 'PublishCalendar', name: DEFAULT_CALENDAR_NAME, calendar: defaultCalendar() });
  await publish({ type: 'PublishPolicy', name: policy.name, policy });
}
