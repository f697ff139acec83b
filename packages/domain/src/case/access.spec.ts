import {
  actors,
  confidentialCase,
  event,
  HANDLER,
  receivedCase,
  recorded,
  caseOf,
  RECEIVED_AT,
  SECOND_HANDLER,
} from '../testing';
import { type Actor } from '../actor';
import { maySee } from './access';

const person = (id: string, via?: string): Actor => ({
  id,
  kind: 'person',
  role: 'agent',
  ...(via === undefined ? {} : { via }),
});
/** A key that speaks for people, as itself. */
const key = (name: string): Actor => ({ id: name, kind: 'person', role: 'integration', via: name });
const stranger = person('eve', 'eve');
const receivedBy = (actor: Actor) => recorded(event('ComplaintReceived', { confidential: true }), RECEIVED_AT, actor);
const assigned = event('HandlerAssigned', { handler: SECOND_HANDLER, previous: null });

describe('a case', () => {
  it.each(Object.values(actors))('is seen by everybody: $role', (actor) => {
    expect(maySee(receivedCase(), actor)).toBe(true);
  });
});

describe('a confidential case', () => {
  it.each(['supervisor', 'admin', 'integration+supervisor', 'auditor', 'system', 'import'] as const)(
    'is seen by every %s',
    (role) => {
      expect(maySee(confidentialCase(), actors[role])).toBe(true);
    },
  );

  it('is not seen by anybody else', () => {
    expect(maySee(confidentialCase(), stranger)).toBe(false);
    expect(maySee(confidentialCase(), actors.integration)).toBe(false);
  });

  it('is seen by its handler, as long as it is the handler', () => {
    const acknowledged = event('ComplaintAcknowledged', { handler: HANDLER });
    const byDesk = receivedBy(person('dan', 'desk'));
    expect(maySee(caseOf([byDesk, acknowledged]), person(HANDLER.id))).toBe(true);
    expect(maySee(caseOf([byDesk, acknowledged, assigned]), person(HANDLER.id))).toBe(false);
  });

  it('is seen by whom it was restricted to', () => {
    const restricted = receivedCase(event('AccessRestricted', { to: ['ben', 'eve'] }));
    expect(maySee(restricted, stranger)).toBe(true);
    expect(maySee(restricted, person('dan'))).toBe(false);
  });

  it('is not seen any more by whom a later restriction leaves out', () => {
    const narrowed = receivedCase(
      event('AccessRestricted', { to: ['eve'] }),
      event('AccessRestricted', { to: ['ben'] }),
    );
    expect(maySee(narrowed, stranger)).toBe(false);
  });

  it('is seen by everybody once the restriction is lifted', () => {
    expect(maySee(confidentialCase(event('AccessUnrestricted')), stranger)).toBe(true);
  });

  describe('that somebody recorded through a desk', () => {
    const recorder = person('dan', 'desk');

    it('is seen by that person until a handler is named, through whatever key', () => {
      expect(maySee(caseOf([receivedBy(recorder)]), person('dan', 'phone'))).toBe(true);
      expect(maySee(caseOf([receivedBy(recorder), assigned]), person('dan', 'phone'))).toBe(false);
    });

    it('is always seen by the key of the desk, when it acts as itself', () => {
      const handled = caseOf([receivedBy(recorder), assigned]);
      expect(maySee(handled, key('desk'))).toBe(true);
      expect(maySee(handled, key('phone'))).toBe(false);
    });

    it('is seen by nobody else the desk speaks for, before a handler is named or after', () => {
      expect(maySee(caseOf([receivedBy(recorder)]), person('gus', 'desk'))).toBe(false);
      expect(maySee(caseOf([receivedBy(recorder), assigned]), person('gus', 'desk'))).toBe(false);
      expect(maySee(caseOf([receivedBy(recorder), assigned]), person('dan', 'desk'))).toBe(false);
    });
  });

  it('is always seen by the key that recorded it as itself, and by nobody it speaks for', () => {
    const handled = caseOf([receivedBy(key('desk')), assigned]);
    expect(maySee(handled, key('desk'))).toBe(true);
    expect(maySee(handled, person('gus', 'desk'))).toBe(false);
    expect(maySee(handled, stranger)).toBe(false);
  });

  it('is seen by the person whose own key recorded it, as long as access is not restricted', () => {
    const handled = caseOf([receivedBy(person('dan', 'dan')), assigned]);
    expect(maySee(handled, person('dan', 'dan'))).toBe(true);
    expect(maySee(handled, person('dan', 'desk'))).toBe(false);
  });

  describe.each([
    ['to somebody else', ['eve']],
    ['to nobody', []],
  ])('of which access is restricted %s', (_what, to) => {
    const restricted = event('AccessRestricted', { to });
    const acknowledged = event('ComplaintAcknowledged', { handler: HANDLER });

    it.each([
      ['by a key of their own', person('dan', 'dan'), person('dan', 'dan')],
      ['through a desk', person('dan', 'desk'), person('dan', 'desk')],
    ])('is not seen any more by who recorded it %s, with a handler or without', (_how, recorder, viewer) => {
      expect(maySee(caseOf([receivedBy(recorder), restricted]), viewer)).toBe(false);
      expect(maySee(caseOf([receivedBy(recorder), acknowledged, restricted]), viewer)).toBe(false);
    });

    it('is still seen by its handler, who may have recorded it', () => {
      const here = caseOf([receivedBy(person(HANDLER.id, HANDLER.id)), acknowledged, restricted]);
      expect(maySee(here, person(HANDLER.id, HANDLER.id))).toBe(true);
    });

    it('is still seen by the key of a desk that recorded it, as itself', () => {
      expect(maySee(caseOf([receivedBy(person('dan', 'desk')), restricted]), key('desk'))).toBe(true);
      expect(maySee(caseOf([receivedBy(key('desk')), restricted]), key('desk'))).toBe(true);
      expect(maySee(caseOf([receivedBy(key('desk')), restricted]), person('gus', 'desk'))).toBe(false);
    });

    it('is seen by who recorded it once the restriction is lifted', () => {
      const lifted = caseOf([receivedBy(person('dan', 'dan')), restricted, event('AccessUnrestricted')]);
      expect(maySee(lifted, person('dan', 'dan'))).toBe(true);
    });
  });

  it('is seen by who recorded it and is named by the restriction', () => {
    const named = caseOf([receivedBy(person('dan', 'dan')), event('AccessRestricted', { to: ['dan'] })]);
    expect(maySee(named, person('dan', 'dan'))).toBe(true);
  });
});
