import { StoreUnusableError } from '@redress/event-store';
import { type Config } from './config/config';
import { ConfigError } from './config/config-error';

/** The one line for what keeps the service from starting; null for what nobody foresaw. */
export function startErrorLine(error: unknown, config: Config | null): string | null {
  if (error instanceof ConfigError || error instanceof StoreUnusableError) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (config === null) return null;
  const { host, port } = config;
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken by another program: stop it, or set PORT to another one`;
  if (code === 'EACCES') return `Port ${port} on ${host} may not be used by this user: set PORT to one above 1023`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST is ${host}, which is no address of this machine: give one that is`;
  return null;
}
