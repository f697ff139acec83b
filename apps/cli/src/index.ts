export { main } from './main';

export type { Io } from './cli-command';
