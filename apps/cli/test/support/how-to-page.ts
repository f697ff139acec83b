import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { redress } from './redress';

export const page = (name: string): string => readFileSync(resolve(__dirname, '../../../../docs/how-to', name), 'utf8');

/** The content of the one code block with these words behind its fence, which may stand in a list. */
export function block(text: string, words: string): string {
  const [, indent = '', content] = new RegExp(`^( *)\`\`\`${words}\n([^]*?)^ *\`\`\`$`, 'm').exec(text) ?? [];
  if (content === undefined) throw new Error(`The page has no block "${words}"`);
  return content.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
}

/** Puts the log of the example in the page about importing in `data` of a directory. */
export async function importExample(directory: string): Promise<void> {
  const inDirectory = (name: string): string => join(directory, name);
  for (const [name, kind] of [
    ['desk.csv', 'csv'],
    ['desk.yaml', 'yaml'],
  ] as const)
    writeFileSync(inDirectory(name), block(page('import.md'), `${kind} file=${name}`));
  await redress([
    ...['import', inDirectory('desk.csv'), '--mapping', inDirectory('desk.yaml')],
    ...['--data-dir', inDirectory('data')],
  ]);
}
