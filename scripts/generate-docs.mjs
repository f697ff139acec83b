// Writes the pages of docs/reference that are folded from the same data as the rules, and the OpenAPI document.
// `--check` writes nothing and fails when a page is out of date.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pages } from './reference-pages.mjs';

const check = process.argv.includes('--check');
const stale = [];
for (const [name, text] of Object.entries(await pages())) {
  const file = new URL(`../docs/${name}`, import.meta.url);
  if (check) {
    if (read(file) !== text) stale.push(name);
  } else {
    mkdirSync(new URL('.', file), { recursive: true });
    writeFileSync(file, text);
  }
}
if (stale.length > 0) {
  process.stderr.write(`Out of date: ${stale.join(', ')}. Run \`npm run docs\` and commit what it writes.\n`);
  process.exitCode = 1;
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
