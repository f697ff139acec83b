import { RecordCorruptError, StoreUnavailableError, StoreUnusableError } from '@redress/event-store';
import { type Config } from './config/config';
import { ConfigError } from './config/config-error';

const FORESEEN = [ConfigError, StoreUnusableError, StoreUnavailableError];

/** What becomes of everything rests on it, so nothing is begun without it. */
const ADVICE = 'run `redress verify` and restore the log from a backup';

/** The one line for what keeps the service from starting; null for what nobody foresaw. */
export function startErrorLine(error: unknown, config: Pick<Config, 'host' | 'port'> | null): string | null {
  if (error instanceof RecordCorruptError) return `${error.message}: ${ADVICE}`;
  if (FORESEEN.some((type) => error instanceof type)) return (error as Error).message;
  const { code, syscall } = error as NodeJS.ErrnoException;
  // Of files and other things, the same codes say something else.
  const isListening = syscall === 'listen' || syscall === 'bind' || syscall === 'getaddrinfo';
  return config === null || !isListening ? null : listenErrorLine(code, config);
}

function listenErrorLine(code: string | undefined, { host, port }: Pick<Config, 'host' | 'port'>): string | null {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken by another program: stop it, or set PORT to another one`;
    case 'EACCES':
      return `Port ${port} on ${host} may not be used by this user: set PORT to one above 1023`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST is ${host}, which is no address of this machine: give one that is`;
    default:
      return null;
  }
}
