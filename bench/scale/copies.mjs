// Copies of cases that lived: each under an id of its own, of other people, a few weeks later, and sealed anew. What was
// decided is not decided again, so a log of a million cases takes minutes and not half a day.
import { GENESIS_HASH, hashOf } from '@redress/event-store';
import { caseStream } from '@redress/application';
import { testCaseId, testCommandId } from '@redress/application/testing';

/** So many cases live by real commands; all others are copies of them. */
export const LIVED = 10_000;
/** Whole weeks, longer than those cases take together: a copy falls on the same days of the week, and the log is in order. */
const SHIFT_DAYS = 14;
const DAY_MS = 86_400_000;
const PEOPLE = 200_000;
/** Appends handed to the store together. */
const AT_ONCE = 2_048;

const FIRST_COPY = 'case-00000001-';

/** The id of the n-th case of the log. */
export function caseIdOfNth(n) {
  const id = testCaseId(testCommandId(`scale ${n % LIVED}`));
  return ofCopy(id, Math.floor(n / LIVED));
}

/** The same for one id and one copy, and no other's. */
function ofCopy(id, copy) {
  return copy === 0 ? id : copy.toString(16).padStart(8, '0') + id.slice(8);
}

/** The cases that lived, as they stand in the log: `{stream, events}` for each append, in order. */
export async function livedAppends(store) {
  const appends = [];
  for (let after = '', atEnd = false; !atEnd;) {
    const page = await store.readAll({ after, filter: { streamPrefixes: ['case-'] }, limit: 1_000 });
    for (const event of page.events) {
      if (event.stream.startsWith(FIRST_COPY)) return appends;
      const command = /"commandId":"([^"]+)"/.exec(event.metadata)[1];
      const last = appends.at(-1);
      if (last?.stream === event.stream && last.command === command) last.events.push(event);
      else appends.push({ stream: event.stream, command, events: [event] });
    }
    ({ position: after, atEnd } = page);
  }
  return appends;
}

/** Appends one copy of all of them. */
export async function appendCopy(store, appends, copy) {
  const ends = new Map();
  const days = new Map();
  const shifted = (day) => {
    const known = days.get(day) ?? isoDay(Date.parse(day) + copy * SHIFT_DAYS * DAY_MS);
    days.set(day, known);
    return known;
  };
  let under = [];
  for (const { stream, events } of appends) {
    const name = caseStream(ofCopy(stream.slice('case-'.length), copy));
    const end = ends.get(name) ?? { revision: -1, hash: GENESIS_HASH };
    const copied = events.map((event) => {
      const { id, type, schemaVersion, revision } = event;
      const ofOthers = (text) => movedTo(text, shifted, copy);
      const data = ofOthers(event.data);
      const metadata = ofOthers(event.metadata).replace(/"previousHash":"[^"]*"/, `"previousHash":"${end.hash}"`);
      const mine = { id: ofCopy(id, copy), type, schemaVersion, data, metadata };
      end.hash = hashOf({ ...mine, stream: name, revision });
      end.revision = revision;
      return { ...mine, hash: end.hash };
    });
    const expected = copied.length > end.revision ? 'noStream' : end.revision - copied.length;
    ends.set(name, end);
    under.push(store.append(name, expected, copied));
    if (under.length === AT_ONCE) {
      await Promise.all(under);
      under = [];
    }
  }
  await Promise.all(under);
}

function movedTo(text, shifted, copy) {
  return text
    .replaceAll(/"(\d{4}-\d\d-\d\d)T/g, (_, day) => `"${shifted(day)}T`)
    .replaceAll(/(person|Person )(\d+)/g, (_, who, n) => who + ((Number(n) + copy * 7_919) % PEOPLE))
    .replace(/("externalRefs":\[\{"id":")(\d+)/, (_, before, n) => before + (Number(n) + copy * LIVED));
}

const isoDay = (ms) => new Date(ms).toISOString().slice(0, 10);
