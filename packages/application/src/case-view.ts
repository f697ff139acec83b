import {
  type Attachment,
  type Case,
  type Clock,
  clocksAt,
  type Complainant,
  type CommandType,
  type DecisionContext,
  type FollowUpOnRecord,
  matchPolicy,
  type Obligation,
  type OpenMessage,
  owes,
  type PolicyRef,
  possibleCommands,
  type Redacted,
  sourceAt,
  type Unknown,
} from '@redress/domain';

/** A promise or milestone as it stands. Instants are ISO 8601 UTC. */
export interface ClockView {
  /** `<metric>-<n>` */
  readonly id: string;
  readonly metric: Clock['metric'];
  readonly kind: Clock['kind'];
  readonly status: Clock['status'];
  readonly policy: Clock['policy'];
  readonly calendar: Clock['calendar'];
  readonly startedAt: string;
  /** The last instant at which it is kept; null while it stands still. */
  readonly dueAt: string | null;
  /** Null: it has no such threshold, or stands still. */
  readonly atRiskAt: string | null;
  readonly pausedAt: string | null;
  readonly isExtended: boolean;
  readonly breachedAt: string | null;
  /** When it ended: kept, or cancelled; of a broken one, when what was promised was done after all. */
  readonly endedAt: string | null;
  readonly cancelReason: Clock['cancelReason'];
}

/** A case as it is answered. */
export interface CaseView {
  readonly id: string;
  readonly revision: number;
  readonly status: Case['status'];
  readonly statusSince: string;
  readonly ending: Case['ending'];
  readonly receivedAt: string;
  readonly receivedAtPrecision: Case['receivedAtPrecision'];
  readonly recordedAt: string;
  readonly updatedAt: string;
  readonly channel: string;
  readonly subject: string | Redacted | null;
  readonly text: string | Unknown | Redacted;
  readonly complainant: Complainant | Unknown;
  readonly category: string | null;
  readonly product: string | null;
  readonly severity: Case['severity'];
  readonly labels: readonly string[];
  readonly externalRefs: Case['externalRefs'];
  readonly attachments: readonly Attachment[] | Redacted;
  readonly handler: Case['handler'];
  readonly escalationLevel: number;
  readonly waitingFor: Case['waitingFor'];
  readonly openMessages: readonly OpenMessage[];
  readonly finalResponseAt: string | null;
  readonly followUps: readonly Omit<FollowUpOnRecord, 'precision'>[];
  readonly owes: readonly Obligation[];
  readonly warnings: Case['warnings'];
  readonly links: readonly { readonly case: string; readonly relation: Case['links'][number]['relation'] }[];
  readonly mergedInto: string | null;
  readonly mergedFrom: readonly string[];
  readonly contradictions: Case['contradictions'];
  readonly confidential: boolean;
  readonly restrictedTo: readonly string[];
  readonly recordedBy: Case['recordedBy'];
  readonly source: {
    readonly mapping: string;
    readonly kept: Readonly<Record<string, string>>;
    readonly sourceRows: number;
  } | null;
  /** The promised policy that matches; null when nothing was promised. */
  readonly policy: PolicyRef | null;
  /** In the order in which they started, as they stand at the instant of the answer. */
  readonly clocks: readonly ClockView[];
  readonly possibleCommands: readonly CommandType[];
}

/** @param context what is possible on the case is judged in it, and whether a promise is broken by its `now` */
export function caseView(state: Case, context: DecisionContext): CaseView {
  return {
    id: state.id,
    revision: state.revision,
    status: state.status,
    statusSince: state.statusSince,
    ending: state.ending,
    receivedAt: state.receivedAt,
    receivedAtPrecision: state.receivedAtPrecision,
    recordedAt: state.recordedAt,
    updatedAt: state.updatedAt,
    channel: state.channel,
    subject: state.subject,
    text: state.text,
    complainant: state.complainant,
    category: state.category,
    product: state.product,
    severity: state.severity,
    labels: state.labels,
    externalRefs: state.externalRefs,
    attachments: state.attachments,
    handler: state.handler,
    escalationLevel: state.escalationLevel,
    waitingFor: state.waitingFor,
    openMessages: state.openMessages.map(({ event, since }) => ({ event, since })),
    finalResponseAt: state.finalResponseAt,
    followUps: state.followUps.map(({ with: party, outcome, at: askedAt }) => ({ with: party, outcome, at: askedAt })),
    owes: owes(state),
    warnings: state.warnings,
    links: linksOf(state),
    mergedInto: state.mergedInto,
    mergedFrom: state.mergedFrom,
    contradictions: state.contradictions,
    confidential: state.confidential,
    restrictedTo: state.restrictedTo ?? [],
    recordedBy: state.recordedBy,
    source: sourceView(state, context.now),
    policy: policyOf(state, context),
    clocks: clockViews(state, context.now),
    possibleCommands: possibleCommands(state, context),
  };
}

function policyOf(state: Case, { promised }: DecisionContext): PolicyRef | null {
  const applying = promised === null ? null : matchPolicy(promised.policies, state);
  return applying === null ? null : { name: applying.policy.name, version: applying.version };
}

/** The promises of a case as they stand at an instant, whether or not somebody has recorded what was broken by then. */
export function clockViews(state: Case, at: string): readonly ClockView[] {
  return clocksAt(state.clocks, Date.parse(at)).clocks.map((clock) => ({
    id: clock.id,
    metric: clock.metric,
    kind: clock.kind,
    status: clock.status,
    policy: clock.policy,
    calendar: clock.calendar,
    startedAt: clock.startedAt,
    dueAt: clock.status === 'paused' ? null : clock.dueAt,
    atRiskAt: clock.status === 'paused' ? null : clock.atRiskAt,
    pausedAt: clock.pausedAt,
    isExtended: clock.isExtended,
    breachedAt: clock.breachedAt,
    endedAt: clock.endedAt,
    cancelReason: clock.cancelReason,
  }));
}

/** Two people may link the same two cases at once; it is shown once, as it was said last. */
function linksOf({ links }: Case): CaseView['links'] {
  const relations = new Map(links.map(({ case: other, relation }) => [other, relation]));
  return [...relations].map(([other, relation]) => ({ case: other, relation }));
}

/** What an import brought by an instant (ISO 8601 UTC); a case shows no row before it happened. */
export function sourceView({ source }: Case, at: string): CaseView['source'] {
  const come = sourceAt(source, at);
  return come === null ? null : { mapping: come.mapping, kept: come.kept, sourceRows: come.sourceRows };
}
