import { TooManyQuestionsError } from './errors';
import { type QuestionLimits } from './asker';

/** Who waits in line: of each key one, then of the next, whatever the length of its own line. */
export class FairQueue<Item> {
  /** By key, the one whose turn is next first. */
  private readonly lines = new Map<string, Item[]>();
  private count = 0;

  /** @throws {Error} a limit lets nobody wait */
  constructor(private readonly limits: QuestionLimits['waiting']) {
    if (!(limits.perKey >= 1 && limits.all >= limits.perKey)) {
      throw new Error('At least 1 question of a key may wait, and no fewer of all keys');
    }
  }

  get length(): number {
    return this.count;
  }

  /** @throws {TooManyQuestionsError} */
  add(key: string, item: Item): void {
    const line = this.lines.get(key) ?? [];
    if (line.length >= this.limits.perKey) throw new TooManyQuestionsError('key');
    if (this.count >= this.limits.all) throw new TooManyQuestionsError('all');
    line.push(item);
    this.lines.set(key, line);
    this.count += 1;
  }

  /** Takes out the first of the key whose turn it is; undefined when nobody waits. */
  next(): Item | undefined {
    const [first] = this.lines;
    if (first === undefined) return undefined;
    const [key, line] = first;
    const item = line.shift();
    this.lines.delete(key);
    if (line.length > 0) this.lines.set(key, line);
    this.count -= 1;
    return item;
  }

  /** Takes one out of line; false when it does not wait. */
  remove(key: string, item: Item): boolean {
    const line = this.lines.get(key);
    const at = line?.indexOf(item) ?? -1;
    if (line === undefined || at === -1) return false;
    line.splice(at, 1);
    if (line.length === 0) this.lines.delete(key);
    this.count -= 1;
    return true;
  }
}
