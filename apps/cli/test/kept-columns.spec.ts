import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const DOCS = resolve(__dirname, '../../../docs');
const EXAMPLES = join(DOCS, 'examples/mappings');

/** Fields that say who somebody is, or what somebody wrote. */
const PERSONAL = ['name', 'email', 'phone', 'handle', 'text', 'subject', 'question', 'summary', 'reason', 'note'];

/** The columns that fill such a field anywhere in a mapping. */
function personalColumns(value: unknown, field = ''): readonly string[] {
  if (typeof value === 'string') {
    return PERSONAL.includes(field) ? [...value.matchAll(/\{([^{}]+)\}/g)].map(([, column]) => column as string) : [];
  }
  if (Array.isArray(value)) return value.flatMap((item) => personalColumns(item, field));
  if (typeof value !== 'object' || value === null) return [];
  // `{firstOf: [...]}` stands for the field it is in.
  return Object.entries(value).flatMap(([name, item]) => personalColumns(item, name === 'firstOf' ? field : name));
}

const guide = /^```yaml file=desk\.yaml\n([^]*?)^```$/m.exec(readFileSync(join(DOCS, 'how-to/import.md'), 'utf8'))?.[1];

describe('the columns that shown mappings keep outside data.personal', () => {
  it.each([
    ['desk.yaml of the guide', guide ?? ''],
    ...readdirSync(EXAMPLES).map((name): [string, string] => [name, readFileSync(join(EXAMPLES, name), 'utf8')]),
  ])('hold no names and no texts: %s', (_name, text) => {
    const mapping = parse(text) as { readonly kept: readonly string[] };
    const personal = personalColumns(mapping);
    expect(mapping.kept.length).toBeGreaterThan(0);
    expect(mapping.kept.filter((column) => personal.includes(column))).toEqual([]);
  });
});
