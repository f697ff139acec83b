import { type CaseModule, type ClockDoubt, type ClockGuard, LastSeenFile } from '@redress/application';
import { type RedressLogger } from '../redress-logger';
import { type RedressOptions } from '../redress-options';

/** One line when the clock is not believed any more, and one when it is again. */
function told(logger: RedressLogger): (doubt: ClockDoubt | null) => void {
  return (doubt) => {
    if (doubt === null) return logger.info('The clock of this machine is believed again: what falls due is recorded');
    const { kind, awayMs } = doubt;
    logger.warn(
      'The clock of this machine may be wrong: broken promises and escalations that fall due are not recorded until it is set right, ' +
        'or confirmed by `redress clock confirm` or POST /v1/clock/confirmation; all else goes on',
      { doubt: kind, ...(awayMs === null ? {} : { aheadSeconds: Math.round(awayMs / 1_000) }) },
    );
  };
}

/** The guard that the options ask for; null: none. */
export function clockGuardOf(
  { clockGuard }: RedressOptions,
  cases: CaseModule,
  logger: RedressLogger,
): ClockGuard | null {
  if (clockGuard === undefined) return null;
  const { lastSeenFile, ...more } = clockGuard;
  return cases.clockGuard({
    ...more,
    lastSeen: new LastSeenFile(lastSeenFile),
    onChange: told(logger),
    onError: (error) => {
      const { code } = error as NodeJS.ErrnoException;
      logger.error('It cannot be kept when the clock was last seen: a start would not notice a wrong clock', { code });
    },
  });
}
