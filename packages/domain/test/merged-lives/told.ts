import { does, eventLine, promisesOf } from '../late-entry/printed';
import { iso } from '../late-entry/run';
import { type Merged, type Pair } from './pair';

/** A counterexample that can be read. */
export function told(pair: Pair, { source, target }: Merged, broken: readonly string[]): string {
  const life = (name: 'source' | 'target', telling: Merged['source']): readonly string[] => [
    `${name}, ${promisesOf(pair[name]).join('\n')}`,
    ...pair[name].facts
      .filter(({ at }) => at < pair.mergedAt)
      .map((fact) => `  ${fact.n} ${iso(fact.at)} ${does(fact.does)}: ${telling.answers.get(fact.n)}`),
    `on record of the ${name}`,
    ...telling.history.map((event) => `  ${eventLine(event)}`),
  ];
  const when = `merged ${iso(pair.mergedAt)}`;
  return [...broken.map((it) => `! ${it}`), when, ...life('source', source), ...life('target', target)].join('\n');
}
