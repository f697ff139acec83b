import { type LoggerService } from '@nestjs/common';
import { type RedressLogger } from '@redress/nestjs';
import { type Logger, pino } from 'pino';

/** One JSON object a line on stdout. Nothing a complainant wrote, and no header or body, is ever handed to it. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
}

/** What Redress tells of, through the same logger. */
export function redressLogger(logger: Logger): RedressLogger {
  return {
    info: (message, fields = {}) => logger.info(fields, message),
    warn: (message, fields = {}) => logger.warn(fields, message),
    error: (message, fields = {}) => logger.error(fields, message),
  };
}

/** Nest's own lines, through the same logger. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: unknown): void {
    // How Nest puts itself together interests nobody but who debugs it.
    this.logger.debug(lineOf(message, context));
  }

  warn(message: unknown, context?: unknown): void {
    this.logger.warn(lineOf(message, context));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error(lineOf(message, rest.at(-1)));
  }

  debug(message: unknown, context?: unknown): void {
    this.logger.debug(lineOf(message, context));
  }

  verbose(message: unknown, context?: unknown): void {
    this.logger.trace(lineOf(message, context));
  }
}

function lineOf(message: unknown, context: unknown): { msg: string; context?: string } {
  const msg = message instanceof Error ? message.message : String(message);
  return typeof context === 'string' ? { msg, context } : { msg };
}
