import { upcasting, type Upcaster } from './upcasting';

const nameToHandler: Upcaster = {
  type: 'HandlerAssigned',
  from: 1,
  upcast: (data) => ({ handler: (data as { name: string }).name }),
};
const handlerToObject: Upcaster = {
  type: 'HandlerAssigned',
  from: 2,
  upcast: (data) => ({ handler: { name: (data as { handler: string }).handler } }),
};

describe('upcasting', () => {
  const upcast = upcasting([handlerToObject, nameToHandler]);

  it('lifts an event one version at a time as far as the upcasters reach', () => {
    const stored = { type: 'HandlerAssigned', schemaVersion: 1, data: { name: 'Ann' }, revision: 4 };
    expect(upcast(stored)).toEqual({
      type: 'HandlerAssigned',
      schemaVersion: 3,
      data: { handler: { name: 'Ann' } },
      revision: 4,
    });
  });

  it('starts at the version the event has', () => {
    expect(upcast({ type: 'HandlerAssigned', schemaVersion: 2, data: { handler: 'Ann' } }).data).toEqual({
      handler: { name: 'Ann' },
    });
  });

  it('leaves current events, other types and versions it does not know as they are', () => {
    for (const event of [
      { type: 'HandlerAssigned', schemaVersion: 3, data: {} },
      { type: 'HandlerAssigned', schemaVersion: 9, data: {} },
      { type: 'NoteAdded', schemaVersion: 1, data: {} },
    ]) {
      expect(upcast(event)).toBe(event);
    }
  });

  it('never changes the event it was given', () => {
    const data = Object.freeze({ name: 'Ann' });
    const stored = Object.freeze({ type: 'HandlerAssigned', schemaVersion: 1, data });
    upcast(stored);
    expect(stored).toEqual({ type: 'HandlerAssigned', schemaVersion: 1, data: { name: 'Ann' } });
  });

  it('refuses two upcasters for one step', () => {
    expect(() => upcasting([nameToHandler, { ...nameToHandler }])).toThrow(
      'Two upcasters lift HandlerAssigned from version 1',
    );
  });
});
