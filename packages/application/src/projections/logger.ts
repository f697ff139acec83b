/** Where the runner tells what an operator should know. Lines hold names, positions and codes, never personal data. */
export interface ProjectionLogger {
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

export const silentLogger: ProjectionLogger = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
