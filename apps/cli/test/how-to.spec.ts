import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { commandFields, IMPORTABLE_COMMANDS, importRules, STATE_FACTS } from '@redress/application';
import { redress } from './support/redress';
import { temporaryDirectory } from './support/temporary';

const PAGE = readFileSync(resolve(__dirname, '../../../docs/how-to/import.md'), 'utf8');

/** The content of the one code block with these words behind its fence. */
function block(words: string): string {
  const [, content] = new RegExp(`^\`\`\`${words}\n([^]*?)^\`\`\`$`, 'm').exec(PAGE) ?? [];
  if (content === undefined) throw new Error(`The page has no block "${words}"`);
  return content;
}

describe('the page about importing', () => {
  it('has an example that does what it says', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'desk.csv'), block('csv file=desk.csv'));
    writeFileSync(join(directory, 'desk.yaml'), block('yaml file=desk.yaml'));
    const [npx, no, end, name, ...args] = block('sh run').trim().split(' ');
    expect([npx, no, end, name]).toEqual(['npx', '--no', '--', 'redress']);
    const inDirectory = args.map((arg) => (/^(desk\..*|data)$/.test(arg) ? join(directory, arg) : arg));
    const outcome = await redress(inDirectory);
    expect(outcome.code).toBe(0);
    expect(outcome.stdout).toBe(block('text stdout'));
    expect(readFileSync(join(directory, 'data/rejects/desk.jsonl'), 'utf8')).toBe(block('text rejects'));
  });

  it.each([
    ['rule', Object.keys(importRules)],
    ['fact', STATE_FACTS],
    ['command', IMPORTABLE_COMMANDS],
  ])('names every %s', (_what, words) => {
    expect(words.filter((word) => !PAGE.includes(`\`${word}\``))).toEqual([]);
  });

  it.each(IMPORTABLE_COMMANDS)('names the fields of %s, those that are needed in bold', (command) => {
    const [, row = ''] = new RegExp(`^\\| \`${command}\` *\\| (.*) \\|$`, 'm').exec(PAGE) ?? [];
    for (const [field, { required }] of Object.entries(commandFields[command])) {
      expect(row).toContain(required ? `**\`${field}\`**` : `\`${field}\``);
      if (!required) expect(row).not.toContain(`**\`${field}\`**`);
    }
  });
});
