/**
 * A list that is only ever added to, and is never changed: adding gives a new list. Lists that grow from each other share
 * one array, so that adding n items one after the other takes n steps and not n².
 */
export class AppendList<T> implements Iterable<T> {
  static readonly EMPTY = new AppendList<never>([], 0);

  /** Out of reach, also for who freezes all that can be reached. */
  readonly #shared: T[];
  readonly length: number;

  private constructor(shared: T[], length: number) {
    this.#shared = shared;
    this.length = length;
  }

  static of<T>(items: readonly T[]): AppendList<T> {
    return items.length === 0 ? AppendList.EMPTY : new AppendList([...items], items.length);
  }

  /** Negative indexes count from the end. */
  at(index: number): T | undefined {
    const from = index < 0 ? this.length + index : index;
    return from < this.length ? this.#shared[from] : undefined;
  }

  with(item: T): AppendList<T> {
    // Another list has grown from this one already: what follows here is its own.
    const shared = this.#shared.length === this.length && this.length > 0 ? this.#shared : this.toArray();
    shared.push(item);
    return new AppendList(shared, this.length + 1);
  }

  /** The first of them. */
  first(count: number): AppendList<T> {
    return new AppendList(this.#shared, Math.min(count, this.length));
  }

  toArray(from = 0): T[] {
    return this.#shared.slice(from, this.length);
  }

  toJSON(): T[] {
    return this.toArray();
  }

  *[Symbol.iterator](): Iterator<T> {
    for (let index = 0; index < this.length; index++) yield this.#shared[index] as T;
  }
}
