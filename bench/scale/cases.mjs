// Cases of that shape as commands, one after the other; the same for one seed.
import { testCaseId, testCommandId } from '@redress/application/testing';
import { below, oneOf } from '../../torture/random.mjs';
import { ANSWERED, eventsOfCase, REOPENED, STEPS } from './volvo-shape.mjs';

const HANDLERS = Array.from({ length: 500 }, (_, n) => ({ id: `agent-${n}`, name: `Agent ${n}` }));
/** Distinct words; the n-th stands about 1/n times as often as the first, as in any language. */
export const WORDS = 5_000;
const SYLLABLES = 'ka lo mi ter ven so ra del pu ni gor sta fel qui mon ba rek lin vo sha'.split(' ');

export function word(n) {
  let text = '';
  for (let rest = n + 20; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    text += SYLLABLES[rest % SYLLABLES.length];
  return text;
}

export const anyWord = (random) => word(Math.floor(WORDS ** random()) - 1);
const text = (random, words) => Array.from({ length: words }, () => anyWord(random)).join(' ');

function pickStep(random) {
  let left = random() * Object.values(STEPS).reduce((a, b) => a + b);
  return Object.entries(STEPS).find(([, weight]) => (left -= weight) < 0)[0];
}

/** One case: gives a command at a time and is told what became of it. */
export class GrowingCase {
  constructor(random, key) {
    this.random = random;
    this.id = testCaseId(testCommandId(`scale ${key}`));
    this.key = key;
    this.left = eventsOfCase(random());
    this.state = null;
    this.done = false;
  }

  next() {
    const { random, state } = this;
    this.left -= 1;
    if (state === null) return this.receipt();
    if (this.left <= 0) return this.end();
    if (state.status === 'received') {
      return { type: 'AcknowledgeComplaint', handler: oneOf(random, HANDLERS) };
    }
    const [wait] = state.waitingFor;
    if (wait !== undefined && random() < ANSWERED) {
      return { type: 'ReceiveInformation', requestId: wait.requestId, text: text(random, 12) };
    }
    switch (pickStep(random)) {
      case 'RequestInformation':
        return { type: 'RequestInformation', from: 'complainant', question: text(random, 10) };
      case 'EscalateComplaint':
        return {
          type: 'EscalateComplaint',
          level: state.escalationLevel + 1,
          reason: text(random, 6),
          addressee: 'Line 2',
        };
      case 'DeescalateComplaint':
        if (state.escalationLevel > 1) {
          return { type: 'DeescalateComplaint', level: state.escalationLevel - 1, reason: text(random, 6) };
        }
      // falls through: a case on the first level goes to somebody else on it
      default: {
        const others = HANDLERS.filter(({ id }) => id !== state.handler?.id);
        return { type: 'AssignHandler', handler: oneOf(random, others) };
      }
    }
  }

  receipt() {
    const { random } = this;
    const person = below(random, 200_000);
    return {
      type: 'ReceiveComplaint',
      channel: oneOf(random, ['email', 'phone', 'web']),
      subject: text(random, 5),
      text: text(random, 20 + below(random, 40)),
      complainant: { name: `Person ${person}`, email: `person${person}@example.org` },
      severity: oneOf(random, ['low', 'medium', 'medium', 'high', 'critical']),
      product: `PROD${below(random, 700)}`,
      externalRefs: [{ system: 'crm', id: this.key }],
    };
  }

  /** As the source of the shape ends its cases: it closes them. */
  end() {
    if (this.state.status === 'resolved' && !this.reopened) {
      this.reopened = true;
      this.left = 3;
      return { type: 'ReopenComplaint', reason: 'It came back.' };
    }
    this.done = this.reopened === true || this.random() >= REOPENED;
    return { type: 'ResolveComplaint', waiver: { reason: 'closed by the desk' } };
  }
}
