export { FaultyStore } from './faulty-store';
export { FoldedDueCases } from './folded-due-cases';
export { ManualClock } from './manual-clock';
export { ManualTime } from './manual-time';
export { publication, publishDesk, publishOffice } from './publications';
export { publishedFixture } from './published';
export { ReplaceableStore } from './replaceable-store';
export { agent, request, supervisor, TEST_SECRET, testCaseId, testCommandId } from './requests';
export { appendFromElsewhere, TamperedStore } from './tampered-store';

export type { Fault } from './faulty-store';
