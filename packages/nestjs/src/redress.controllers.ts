import { CaseListController } from './cases/case-list/case-list.controller';
import { ClocksController } from './cases/clocks/clocks.controller';
import { AccessRestrictionsController } from './cases/commands/access-restrictions/access-restrictions.controller';
import { AcknowledgementController } from './cases/commands/acknowledgement/acknowledgement.controller';
import { AssignmentsController } from './cases/commands/assignments/assignments.controller';
import { ClassificationController } from './cases/commands/classification/classification.controller';
import { ComplainantController } from './cases/commands/complainant/complainant.controller';
import { DeescalationsController } from './cases/commands/de-escalations/de-escalations.controller';
import { EscalationsController } from './cases/commands/escalations/escalations.controller';
import { FollowUpsController } from './cases/commands/follow-ups/follow-ups.controller';
import { InformationController } from './cases/commands/information/information.controller';
import { InformationRequestsController } from './cases/commands/information-requests/information-requests.controller';
import { LinksController } from './cases/commands/links/links.controller';
import { MergeController } from './cases/commands/merge/merge.controller';
import { MessagesController } from './cases/commands/messages/messages.controller';
import { NotesController } from './cases/commands/notes/notes.controller';
import { ReceiptController } from './cases/commands/receipt/receipt.controller';
import { RedactionsController } from './cases/commands/redactions/redactions.controller';
import { ReferralController } from './cases/commands/referral/referral.controller';
import { RejectionController } from './cases/commands/rejection/rejection.controller';
import { ReopeningController } from './cases/commands/reopening/reopening.controller';
import { ResolutionController } from './cases/commands/resolution/resolution.controller';
import { ResponsesController } from './cases/commands/responses/responses.controller';
import { WarningsController } from './cases/commands/warnings/warnings.controller';
import { WithdrawalController } from './cases/commands/withdrawal/withdrawal.controller';
import { CalendarsController, PoliciesController } from './catalog/catalog.controllers';
import { HistoryController } from './cases/history/history.controller';
import { OneCaseController } from './cases/one-case/one-case.controller';
import { PossibleCommandsController } from './cases/possible-commands/possible-commands.controller';
import { ClockController } from './clock/clock.controller';
import { FeedController } from './feed/feed.controller';
import { AtRiskController } from './sla/at-risk/at-risk.controller';
import { BreachesController } from './sla/breaches/breaches.controller';
import { ReportController } from './sla/report/report.controller';
import { SimulationsController } from './sla/simulations/simulations.controller';
import { UnansweredController } from './unanswered/unanswered.controller';
import { WorkloadController } from './workload/workload.controller';
import { LifecycleController } from './lifecycle/lifecycle.controller';
import { ReadModelsController } from './read-models/read-models.controller';

/** Every route, in the order of the document. */
export const controllers = [
  ReceiptController,
  CaseListController,
  OneCaseController,
  HistoryController,
  PossibleCommandsController,
  ClocksController,
  AcknowledgementController,
  AssignmentsController,
  EscalationsController,
  DeescalationsController,
  MessagesController,
  InformationRequestsController,
  InformationController,
  ResponsesController,
  FollowUpsController,
  ResolutionController,
  ReopeningController,
  WithdrawalController,
  RejectionController,
  ReferralController,
  MergeController,
  LinksController,
  ClassificationController,
  ComplainantController,
  NotesController,
  WarningsController,
  RedactionsController,
  AccessRestrictionsController,
  UnansweredController,
  WorkloadController,
  BreachesController,
  AtRiskController,
  ReportController,
  SimulationsController,
  FeedController,
  PoliciesController,
  CalendarsController,
  LifecycleController,
  ReadModelsController,
  ClockController,
];
