import { Logger } from '@nestjs/common';

/** Where Redress tells of what needs somebody's eye: never of anything personal. */
export interface RedressLogger {
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
}

const nest = new Logger('Redress');

/** Nest's own logger, the fields as JSON behind the message. */
export const defaultLogger: RedressLogger = {
  info: (message, fields) => nest.log(line(message, fields)),
  warn: (message, fields) => nest.warn(line(message, fields)),
  error: (message, fields) => nest.error(line(message, fields)),
};

function line(message: string, fields?: object): string {
  return fields === undefined ? message : `${message} ${JSON.stringify(fields)}`;
}
