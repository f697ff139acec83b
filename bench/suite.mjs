// Runs one suite in a process of its own; the last line on stdout is its figures as JSON.
const [name, size] = process.argv.slice(2);
const { run } = await import(`./${name}.mjs`);
const figures = await run({ quick: size === 'quick' });
process.stdout.write(`${JSON.stringify(figures)}\n`);
process.exit(0);
