export { FaultyStore } from './faulty-store';
export { ManualClock } from './manual-clock';
export { ReplaceableStore } from './replaceable-store';
export { agent, request, supervisor } from './requests';

export type { Fault } from './faulty-store';
