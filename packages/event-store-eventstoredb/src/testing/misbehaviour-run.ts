import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EventFilter, type EventStore } from '@redress/event-store';
import { EventStoreDbEventStore } from '../eventstoredb-event-store';
import { account } from './account';
import { callers, type Load } from './callers';
import { type AppendFault, NODE_FAULTS, type NodeFault, sometimes } from './misbehaviour';
import { NodeTrouble } from './node-trouble';
import { EventStoreDbTestCluster } from './test-cluster';
import { EventStoreDbTestServer } from './test-server';

/** What came of one run, or of all runs of one misbehaviour. */
export interface MisbehaviourFigures {
  readonly runs: number;
  readonly callers: number;
  /** How often the server misbehaved. */
  readonly faults: number;
  readonly acknowledged: number;
  /** Answers «may or may not be written»; the caller then repeated the same batch until it was settled. */
  readonly toldUnknown: number;
  /** Answers «nothing was written» or «cannot be read just now». */
  readonly toldUnavailable: number;
  readonly lost: number;
  readonly doubled: number;
  /** Of the subscriptions that watched: events that came twice, in a wrong place or not at all. */
  readonly missedOrRepeated: number;
  readonly longestWaitMs: number;
  readonly deadlineMs: number;
  /** So long at a time the machine kept the process, which is server and callers in one, from running. */
  readonly longestStallMs: number;
}

const DEADLINE_MS = 5_000;
/** So short that a server which hangs for a moment is taken for a silent one, which is when things get lost. */
const TRY_MS = 250;
/** What an answer may take beyond its deadline. */
const SLACK_MS = 250;
/** So many times the machine may keep the process from running between a deadline and the answer. */
const STALLS = 2;
const LOAD: Load = { callers: 32, streams: 12, appends: 5 };
/** The share of appends it happens to; rarer when others suffer from it, too, or nobody would get on. */
const SHARE = 0.08;
const SHARES: Partial<Record<AppendFault | NodeFault, number>> = {
  'drop-before': 0.03,
  'drop-after': 0.03,
  'not-leader': 0.03,
  restart: 0.02,
  freeze: 0.02,
  'disk-full': 0.01,
  'leader-hangs': 0.02,
  'follower-hangs': 0.02,
};
/** A search for the leader is short, so that several are made while none leads. */
const SETTINGS = '&maxDiscoverAttempts=4';
/** So long subscriptions may take to see what was written. */
const CATCH_UP_MS = 30_000;
const RARE: EventFilter = { types: ['Rare'] };

/** What is troubled: one server or a cluster. */
interface Subject {
  readonly server: EventStoreDbTestServer | EventStoreDbTestCluster;
  /** Asked for every append, by whichever node got it. */
  readonly trouble: () => AppendFault | undefined;
  /** How often it was troubled. */
  faults(): number;
  /** Resolves when there is no trouble any more. */
  over(): Promise<void>;
}

/** 32 callers and two subscriptions at a server that misbehaves now and then in one way; a new one for every run. */
export async function misbehaviourRun(fault: AppendFault | NodeFault, seed: number): Promise<MisbehaviourFigures> {
  const { server, trouble, faults, over } = await subjectOf(fault, seed);
  const store = new EventStoreDbEventStore({ url: server.url + SETTINGS, timeoutMs: DEADLINE_MS, tryMs: TRY_MS });
  const stalls = monitorEventLoopDelay({ resolution: 5 });
  stalls.enable();
  try {
    const watchers = [watch(store), watch(store, RARE)];
    server.misbehave = trouble;
    const witness = await callers(store, LOAD);
    stalls.disable();
    server.misbehave = () => undefined;
    await over();
    await server.quiet();
    const log = server.log.all.map(({ id, stream, revision, type }) => ({ id, stream, revision, type }));
    const seen = await Promise.all(watchers.map((watcher) => watcher.upTo(log.length)));
    const expected = [log, log.filter(({ type }) => type === 'Rare')].map((events) => events.map(({ id }) => id));
    return {
      runs: 1,
      callers: LOAD.callers,
      faults: faults(),
      ...account(witness, log),
      toldUnknown: witness.toldUnknown,
      toldUnavailable: witness.toldUnavailable,
      missedOrRepeated: differences(seen[0] ?? [], expected[0] ?? []) + differences(seen[1] ?? [], expected[1] ?? []),
      longestWaitMs: Math.ceil(witness.slowest),
      deadlineMs: DEADLINE_MS,
      longestStallMs: Math.ceil(stalls.max / 1e6),
    };
  } finally {
    stalls.disable();
    await store.close();
    await server.close();
  }
}

async function subjectOf(fault: AppendFault | NodeFault, seed: number): Promise<Subject> {
  let count = 0;
  const next = sometimes(fault, SHARES[fault] ?? SHARE, seed);
  // The first one is certain, or a short run might see none.
  const due = (): boolean => (count === 0 ? fault : next()) !== undefined;
  if (isOfNode(fault)) {
    const server = await EventStoreDbTestCluster.start();
    const nodes = new NodeTrouble(server);
    const trouble = (): undefined => void (due() && nodes.begin(fault) && count++);
    return { server, trouble, faults: () => count, over: () => nodes.over() };
  }
  const trouble = (): AppendFault | undefined => {
    if (!due()) return undefined;
    count++;
    return fault;
  };
  const server = await EventStoreDbTestServer.start();
  return { server, trouble, faults: () => count, over: () => Promise.resolve() };
}

function isOfNode(fault: AppendFault | NodeFault): fault is NodeFault {
  return NODE_FAULTS.some((it) => it === fault);
}

/** What of the figures must not be, in words. */
export function findingsIn(figures: MisbehaviourFigures): string[] {
  const { lost, doubled, missedOrRepeated, longestWaitMs, deadlineMs, longestStallMs, runs, acknowledged } = figures;
  const findings: string[] = [];
  if (lost > 0) findings.push(`${lost} acknowledged events are lost`);
  if (doubled > 0) findings.push(`${doubled} events are doubled, or there against a refusal`);
  if (missedOrRepeated > 0) findings.push(`subscriptions missed or repeated ${missedOrRepeated} events`);
  if (longestWaitMs > deadlineMs + STALLS * longestStallMs + SLACK_MS) {
    findings.push(`an answer took ${longestWaitMs} ms of ${deadlineMs}, with stalls of ${longestStallMs} at most`);
  }
  const sent = runs * LOAD.callers * LOAD.appends;
  if (acknowledged !== sent) findings.push(`${acknowledged} events were acknowledged of ${sent}`);
  return findings;
}

/** All runs of one misbehaviour taken together. */
export function sumOf(one: MisbehaviourFigures, other: MisbehaviourFigures): MisbehaviourFigures {
  return {
    runs: one.runs + other.runs,
    callers: one.callers + other.callers,
    faults: one.faults + other.faults,
    acknowledged: one.acknowledged + other.acknowledged,
    toldUnknown: one.toldUnknown + other.toldUnknown,
    toldUnavailable: one.toldUnavailable + other.toldUnavailable,
    lost: one.lost + other.lost,
    doubled: one.doubled + other.doubled,
    missedOrRepeated: one.missedOrRepeated + other.missedOrRepeated,
    longestWaitMs: Math.max(one.longestWaitMs, other.longestWaitMs),
    deadlineMs: one.deadlineMs,
    longestStallMs: Math.max(one.longestStallMs, other.longestStallMs),
  };
}

function watch(store: EventStore, filter?: EventFilter): { upTo(count: number): Promise<string[]> } {
  const seen: string[] = [];
  let position = '';
  const subscription = store.subscribe(filter === undefined ? {} : { filter }, (page) => {
    seen.push(...page.events.map(({ id }) => id));
    position = page.position;
  });
  subscription.closed.catch(() => undefined);
  return {
    /** Everything it was given, once it has passed the end of the log. */
    upTo: async (count) => {
      if (count === 0) return seen;
      const head = await store.head();
      for (const late = performance.now() + CATCH_UP_MS; position < head && performance.now() < late;) await sleep(5);
      return seen;
    },
  };
}

/** Places at which two lists are not the same. */
function differences(seen: readonly string[], expected: readonly string[]): number {
  let count = Math.abs(seen.length - expected.length);
  for (const [index, id] of expected.entries()) if (index < seen.length && seen[index] !== id) count++;
  return count;
}
