import { type MappingPath, type UsedColumn } from './mapping';

export interface MappingIssue {
  readonly path: MappingPath;
  readonly message: string;
}

/** The mapping cannot be used; every issue says where and what to do. */
export class MappingError extends Error {
  constructor(readonly issues: readonly MappingIssue[]) {
    super(issues.map(({ path, message }) => `${pathText(path)}: ${message}`).join('\n'));
    this.name = 'MappingError';
  }
}

/** `commands[3].with.level` */
export function pathText(path: MappingPath): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return text === '' ? 'mapping' : text.replace(/^\./, '');
}

export interface Keys {
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
}

/**
 * A value somewhere in a mapping that is being checked. What is wrong is reported and checking goes on with a
 * placeholder, so that one run shows every issue; whoever checks throws at the end when there are any.
 */
export class Place {
  constructor(
    readonly value: unknown,
    readonly path: MappingPath = [],
    readonly issues: MappingIssue[] = [],
    readonly columns: UsedColumn[] = [],
  ) {}

  get isAbsent(): boolean {
    return this.value === undefined;
  }

  get isObject(): boolean {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value);
  }

  /** What is absent has been reported as missing where that matters. */
  report(message: string): void {
    if (!this.isAbsent) this.issues.push({ path: this.path, message });
  }

  get(key: string): Place {
    const has = this.isObject && Object.hasOwn(this.value as object, key);
    return this.child(key, has ? (this.value as Record<string, unknown>)[key] : undefined);
  }

  /** The keys it has; a missing or unknown one is an issue. */
  keys({ required = [], optional = [] }: Keys): readonly string[] {
    if (!this.isObject) {
      const message = `must be a set of keys (${[...required, ...optional].join(', ')})`;
      this.issues.push({ path: this.path, message });
      return [];
    }
    const present = Object.keys(this.value as object).filter((key) => !this.get(key).isAbsent);
    const known = [...required, ...optional];
    for (const key of required) if (!present.includes(key)) this.report(`the key "${key}" is missing`);
    for (const key of present.filter((name) => !known.includes(name))) {
      this.child(key, null).report(`unknown key "${key}"; known here: ${known.join(', ')}`);
    }
    return present;
  }

  entries(): readonly (readonly [string, Place])[] {
    if (!this.isObject) {
      this.report('must be a set of keys');
      return [];
    }
    return Object.entries(this.value as object).map(([key, value]) => [key, this.child(key, value)]);
  }

  items(): readonly Place[] {
    if (Array.isArray(this.value)) return this.value.map((item, index) => this.child(index, item));
    this.report('must be a list');
    return [];
  }

  text(): string {
    if (typeof this.value === 'string' && this.value.trim() !== '') return this.value;
    this.report(typeof this.value === 'string' ? 'must not be blank' : 'must be a text');
    return '';
  }

  flag(absent: boolean): boolean {
    if (this.isAbsent) return absent;
    if (typeof this.value === 'boolean') return this.value;
    this.report('must be true or false');
    return absent;
  }

  oneOf<T extends string>(words: readonly T[]): T {
    const found = words.find((word) => word === this.value);
    if (found === undefined) this.report(`is ${shown(this.value)}; give one of ${words.join(', ')}`);
    return found ?? (words[0] as T);
  }

  /** A column of the file: whoever reads the file checks that it is there. */
  column(): string {
    return this.columnNamed(this.text());
  }

  /** The same for one that is named in the middle of a text. */
  columnNamed(column: string): string {
    if (column === '') this.report('names no column');
    this.columns.push({ column, path: this.path });
    return column;
  }

  private child(key: string | number, value: unknown): Place {
    return new Place(value, [...this.path, key], this.issues, this.columns);
  }
}

export function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
