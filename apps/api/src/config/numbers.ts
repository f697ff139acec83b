import { type Most } from '@redress/nestjs';
import { ConfigError } from './config-error';

export const MIB = 1024 * 1024;
const LARGEST = 1_000_000;

/** @throws {ConfigError} the variable holds no whole number from `least` on */
export function whole(name: string, text: string | undefined, otherwise: number, least: number): number {
  if (text === undefined || text === '') return otherwise;
  const number = Number(text);
  if (/^\d{1,7}$/.test(text) && number >= least && number <= LARGEST) return number;
  throw new ConfigError(`${name} is ${text}: give a whole number from ${least} to ${LARGEST}`);
}

/** @throws {ConfigError} the variable does not say `<all>/<per key>` */
export function most(name: string, text: string | undefined, otherwise: Most): Most {
  if (text === undefined || text === '') return otherwise;
  const [, all, perKey] = (/^(\d{1,7})\/(\d{1,7})$/.exec(text) ?? []).map(Number);
  if (all !== undefined && perKey !== undefined && perKey >= 1 && all >= perKey) return { all, perKey };
  const example = `${otherwise.all}/${otherwise.perKey}`;
  throw new ConfigError(`${name} is ${text}: give <of all keys>/<of each key>, such as ${example}`);
}

export function bytesOf({ all, perKey }: Most): Most {
  return { all: all * MIB, perKey: perKey * MIB };
}

export function mibOf({ all, perKey }: Most): Most {
  return { all: all / MIB, perKey: perKey / MIB };
}
