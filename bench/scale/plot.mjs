// The curves as SVG: each beside its value at the smallest size, over the number of cases, both on logarithmic axes.

const [WIDTH, HEIGHT] = [760, 420];
const [LEFT, RIGHT, TOP, BOTTOM] = [60, 250, 30, 50];
const COLOURS = ['#1b6ca8', '#c8553d', '#3f7d20', '#7b4b94', '#b07d12', '#444'];

/** Up is more, whatever is better. */
const CURVES = [
  ['commands/s, random cases', ({ writing }) => writing.commandsPerSecond],
  ['appends/s', ({ writing }) => writing.appendsPerSecond],
  ['rebuild, events/s', ({ rebuild }) => rebuild.eventsPerSecond],
  ['restart to ready, s', ({ service }) => service.readySeconds],
  ['list, ms p50', ({ questions }) => questions['list, newest first'].p50],
  ['search, ms p50', ({ questions }) => questions['search, any word'].p50],
];

export function plot(rows) {
  const sizes = rows.map(({ cases }) => Math.log10(cases));
  const series = CURVES.map(([name, value]) => [name, rows.map((row) => Math.log10(value(row) / value(rows[0])))]);
  const all = series.flatMap(([, values]) => values);
  const [low, high] = [Math.min(-1, Math.floor(Math.min(...all))), Math.max(1, Math.ceil(Math.max(...all)))];
  const [least, most] = [sizes[0], Math.max(sizes.at(-1), sizes[0] + 1)];
  const x = (size) => LEFT + ((size - least) / (most - least)) * (WIDTH - LEFT - RIGHT);
  const y = (value) => TOP + ((high - value) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const point = (size, value) => `${x(size).toFixed(1)},${y(value).toFixed(1)}`;
  const label = (at, text, rest = '') => `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" ${rest}>${text}</text>`;
  const grid = Array.from({ length: high - low + 1 }, (_, i) => low + i).map(
    (value) =>
      `<path d="M${LEFT} ${y(value).toFixed(1)}H${WIDTH - RIGHT}" stroke="#ddd"/>` +
      label([LEFT - 8, y(value) + 4], `× ${10 ** value}`, 'text-anchor="end"'),
  );
  const ticks = rows.map(({ cases }) =>
    label([x(Math.log10(cases)), HEIGHT - BOTTOM + 20], cases.toLocaleString('en'), 'text-anchor="middle"'),
  );
  const curves = series.map(([name, values], i) => {
    const points = values.map((value, n) => point(sizes[n], value)).join(' ');
    const colour = COLOURS[i % COLOURS.length];
    const legend = [WIDTH - RIGHT + 20, TOP + 10 + i * 22];
    return (
      `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="2"/>` +
      values
        .map(
          (value, n) => `<circle cx="${x(sizes[n]).toFixed(1)}" cy="${y(value).toFixed(1)}" r="3" fill="${colour}"/>`,
        )
        .join('') +
      `<path d="M${legend[0]} ${legend[1] - 4}h18" stroke="${colour}" stroke-width="2"/>` +
      label([legend[0] + 24, legend[1]], name)
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img">
<title>How figures change with the number of cases</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${[...grid, ...ticks, ...curves].join('\n')}
${label([LEFT, HEIGHT - 8], 'cases in the log; each curve beside its value at the smallest size')}
</svg>
`;
}
