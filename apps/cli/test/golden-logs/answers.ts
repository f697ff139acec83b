import {
  type CaseModule,
  caseModule,
  caseView,
  clockViews,
  type Moment,
  ProjectorRunner,
  ReadModelDatabase,
} from '@redress/application';
import { type Actor, type Case, commandOverview, type Role } from '@redress/domain';
import { type EventStore } from '@redress/event-store';
import { AtRisk, Breaches, CaseList, caseListProjection, SlaReports, Unanswered, Workload } from '@redress/read-models';

/** What a golden log is asked: a case, what is possible on it, its clocks at a later instant, or a list. */
export type Question =
  | ({ readonly case: string } & Moment)
  | { readonly commandsOf: string; readonly role: Role }
  | { readonly clocksOf: string; readonly at: string }
  | { readonly list: ListName; readonly query: object; readonly only?: 'ids' };

const WAIT_MS = 60_000;
const VIEWER: Actor = { id: 'golden', kind: 'person', role: 'admin' };

const lists = {
  cases: CaseList,
  unanswered: Unanswered,
  workload: Workload,
  breaches: Breaches,
  'at-risk': AtRisk,
  report: SlaReports,
};
export type ListName = keyof typeof lists;

interface Row {
  readonly id?: string;
  readonly case?: string;
  readonly clock?: string;
}

/** A list as answered, its rows by what they are about, and the order in which they stand. */
export interface ListAnswer {
  readonly order: readonly string[];
  readonly rows: Readonly<Record<string, unknown>>;
}

/** Answers questions on a log at a fixed instant: cases from the store, lists from read models built from it. */
export class Answers {
  private readonly module: CaseModule;
  private readonly database = ReadModelDatabase.open({ file: ':memory:' });
  private readonly runner: ProjectorRunner;

  /** @param now ISO 8601 UTC */
  constructor(
    private readonly store: EventStore,
    private readonly now: string,
  ) {
    const clock = { now: () => Date.parse(now) };
    this.module = caseModule({ store, clock, settleHorizonMs: 0 });
    this.runner = new ProjectorRunner({ store, database: this.database, projections: [caseListProjection], clock });
  }

  async open(): Promise<void> {
    await this.module.catalog.refresh();
    await this.runner.start();
    await this.runner.waitFor(await this.store.head(), WAIT_MS);
  }

  async close(): Promise<void> {
    await this.runner.stop();
    await this.database.close();
  }

  /** As JSON: a refusal is `{refused: <name of the error>}`. */
  async to(question: Question): Promise<unknown> {
    try {
      return JSON.parse(JSON.stringify(await this.answer(question))) as unknown;
    } catch (error) {
      return { refused: (error as Error).name };
    }
  }

  private async answer(question: Question): Promise<unknown> {
    if ('list' in question) return this.list(question);
    if ('case' in question) {
      const { case: id, ...moment } = question;
      const { state, at } = await this.module.reader.get(id, VIEWER, moment);
      return caseView(state, await this.module.contextOf(state, at));
    }
    if ('clocksOf' in question) return clockViews(await this.state(question.clocksOf), question.at);
    const state = await this.state(question.commandsOf);
    const actor: Actor = { ...VIEWER, role: question.role };
    const { possible, refused } = commandOverview(state, await this.module.contextOf(state, this.now, actor));
    return { possible, refused: Object.fromEntries(refused.map(({ command, code }) => [command, code])) };
  }

  private async state(id: string): Promise<Case> {
    return (await this.module.reader.get(id, VIEWER)).state;
  }

  private list({ list, query, only }: Extract<Question, { list: ListName }>): ListAnswer {
    const asked = { ...query, viewer: VIEWER, now: this.now };
    const answered = new lists[list](this.database).query(asked as never) as { readonly data: readonly Row[] };
    const keys = answered.data.map((row, index) => keyOf(row) ?? String(index));
    return {
      order: keys,
      rows: only === 'ids' ? {} : Object.fromEntries(keys.map((key, i) => [key, answered.data[i]])),
    };
  }
}

/** Of a row about a case its id, of one about a clock of a case that too. */
function keyOf({ id, case: ofClock, clock }: Row): string | undefined {
  return ofClock === undefined ? id : `${ofClock} ${clock}`;
}
