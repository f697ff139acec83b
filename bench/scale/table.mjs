// What was measured, a column for each size.

const number = (value) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 10 ? 1 : 2));
const lived = (value) => (value === undefined ? '' : number(value));
const ms = ({ p50, p99 }) => `${number(p50)} / ${number(p99)}`;

/** Name, value of a size, target. */
const LINES = [
  ['events', ({ events }) => number(events)],
  ['commands/s while the first 10,000 cases lived', ({ grown }) => lived(grown.lastWindow)],
  ['the same, per second of processor time', ({ grown }) => lived(grown.commandsPerCpuSecond)],
  ['commands/s on cases chosen at random, after a start', ({ writing }) => number(writing.commandsPerSecond)],
  [
    'the same, beside the smallest size',
    ({ writing }, [first]) => (writing.commandsPerSecond / first.writing.commandsPerSecond).toFixed(2),
    '>= 0.8',
  ],
  ['the same, per second of processor time', ({ writing }) => number(writing.commandsPerCpuSecond)],
  [
    'the same, per second of processor time, beside the smallest size',
    ({ writing }, [first]) => (writing.commandsPerCpuSecond / first.writing.commandsPerCpuSecond).toFixed(2),
    '>= 0.8',
  ],
  ['appends/s of one event, 32 callers', ({ writing }) => number(writing.appendsPerSecond)],
  ['rebuild of every read model, events/s', ({ rebuild }) => number(rebuild.eventsPerSecond)],
  ['plain inserts of the same rows, events/s', ({ plain }) => number(plain.eventsPerSecond)],
  [
    'rebuild beside plain inserts',
    ({ rebuild, plain }) => (rebuild.eventsPerSecond / plain.eventsPerSecond).toFixed(2),
    '>= 0.5',
  ],
  ['rebuild, events per second of processor time', ({ rebuild }) => number(rebuild.eventsPerCpuSecond)],
  ['plain inserts, events per second of processor time', ({ plain }) => number(plain.eventsPerCpuSecond)],
  [
    'rebuild beside plain inserts, by processor time',
    ({ rebuild, plain }) => (rebuild.eventsPerCpuSecond / plain.eventsPerCpuSecond).toFixed(2),
    '>= 0.5',
  ],
  ['rebuild, minutes', ({ rebuild }) => (rebuild.events / rebuild.eventsPerSecond / 60).toFixed(1)],
  ['first start on this log to ready, s', ({ service }) => lived(service.firstReadySeconds)],
  ['restart to ready, s', ({ service }) => service.readySeconds.toFixed(2), '< 5'],
  ['memory of the service at its highest, MB', ({ service }) => number(service.serviceMegabytes), '< 400'],
  [
    'memory while the first 10,000 cases lived, MB',
    ({ grown }) => lived(grown.commands && grown.peakMegabytes),
    '< 400',
  ],
  ['memory while rebuilding, MB', ({ rebuild }) => number(rebuild.peakMegabytes), '< 400'],
  ['log, bytes per event', ({ logBytes, events }) => number(logBytes / events)],
  ['read models, bytes per event', ({ readModelBytes, rebuild }) => number(readModelBytes / rebuild.events)],
];

export function table(rows) {
  const asked = Object.keys(rows[0].questions).map((name) => [
    `${name}, ms p50 / p99`,
    ({ questions }) => ms(questions[name]),
  ]);
  const lines = [...LINES, ...asked, ['load of the machine', ({ load }) => load.toFixed(1)]];
  const cells = lines.map(([name, value, target = '']) => [name, ...rows.map((row) => value(row, rows)), target]);
  const head = ['what', ...rows.map(({ cases }) => `${cases.toLocaleString('en')} cases`), 'target'];
  return [head, head.map((_, i) => (i === 0 || i === head.length - 1 ? '---' : '--:')), ...cells]
    .map((line) => `| ${line.join(' | ')} |`)
    .join('\n');
}
