/** Injects the {@link CaseModule}: handles commands and reads cases. */
export const CASES = Symbol('Redress cases');

/** Injects the {@link ReadModels}: lists and reports. */
export const READ_MODELS = Symbol('Redress read models');

/** Injects the {@link ClockGuard}: says whether the clock may be believed; null where no `clockGuard` is asked for. */
export const CLOCK_GUARD = Symbol('Redress clock guard');

/** Injects the {@link DueProcessor}: records what falls due without anybody doing anything. */
export const DUE_PROCESSOR = Symbol('Redress due processor');
