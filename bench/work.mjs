import { randomUUID } from 'node:crypto';
import { EMPTY_CHAIN, seal } from '@redress/event-store';

/** The median length of a case in a log of 7,554 real incidents. */
const STREAM_LENGTH = 6;

/** For each caller its appends, one sealed event of about 1 KB each; a new stream every few events. */
export function workFor(callers, count) {
  return Array.from({ length: callers }, () => {
    const appends = [];
    while (appends.length < count / callers) {
      const stream = `case-${randomUUID()}`;
      const length = Math.min(STREAM_LENGTH, count / callers - appends.length);
      const events = seal(stream, EMPTY_CHAIN, Array.from({ length }, draft));
      for (const [revision, event] of events.entries()) appends.push({ stream, revision, event });
    }
    return appends;
  });
}

function draft() {
  const now = '2026-03-02T09:00:00.000Z';
  const commandId = randomUUID();
  return {
    type: 'MessageReceived',
    schemaVersion: 1,
    data: { channel: 'email', personal: { text: 'Nobody has called me back since Friday. '.repeat(8) } },
    metadata: {
      actor: { id: 'ana', kind: 'person', role: 'agent', name: 'Ana Lind', via: 'desk' },
      occurredAt: now,
      occurredAtPrecision: 'instant',
      recordedAt: now,
      correlationId: commandId,
      commandId,
      commandHash: 'c'.repeat(64),
    },
  };
}
