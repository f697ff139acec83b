export { FaultyStore } from './faulty-store';
export { ManualClock } from './manual-clock';
export { publication, publishDesk, publishOffice } from './publications';
export { publishedFixture } from './published';
export { agent, request, supervisor } from './requests';

export type { Fault } from './faulty-store';
