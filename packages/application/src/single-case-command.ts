import { type Actor, type Command, type DecisionContext } from '@redress/domain';
import { type Deadline } from './deadline';

/** A command for one case: what a caller asked for, or a half of it that the application or a processor adds. */
export interface SingleCaseCommand {
  readonly caseId: string;
  readonly command: Command;
  readonly actor: Actor;
  readonly commandId: string;
  /** Ids under which it may be on record too. */
  readonly otherCommandIds?: readonly string[];
  /** The id of what the command makes: a link, a request for information, a merge. Default the command's. */
  readonly newId?: string;
  readonly commandHash?: string;
  readonly ifMatch?: number;
  readonly occurredAt?: string;
  readonly lateReason?: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly timeoutMs?: number;
  /** Instead of `timeoutMs`, where several steps share one. */
  readonly deadline?: Deadline;
  /** A case that was merged by now is a {@link MergedElsewhereError}, unless the command was recorded on it before. */
  readonly unlessMerged?: boolean;
  /** It was given on another case that was merged into this one: whether the actor may know of this one does not matter. */
  readonly isForwarded?: boolean;
}

/** What a decision may know of another case; read anew for every try. */
export type Related = () => Promise<Pick<DecisionContext, 'other' | 'otherMergedInto'>>;
