// The presets in words, and each of their policies and calendars as a file that can be published.
import { presets } from '@redress/domain';

const code = (text) => `\`${text}\``;
const row = (cells) => `| ${cells.join(' | ')} |`;

/** @returns {Record<string, string>} texts by their path under docs */
export function presetFiles() {
  return Object.fromEntries(
    presets.flatMap(({ name, policies, calendars }) =>
      [
        ...Object.entries(calendars).map(([calendar, content]) => [`calendar-${calendar}`, content]),
        ...policies.map((policy) => [`policy-${policy.name}`, policy]),
      ].map(([file, content]) => [`presets/${name}/${file}.json`, `${JSON.stringify(content, null, 2)}\n`]),
    ),
  );
}

export function presetSections() {
  return [
    '# Presets',
    'Policies to start from, with the calendars that they name. Nothing applies by itself: [publish](../how-to/publish-your-policy.md) what suits you. The files lie in [docs/presets](../presets); in code they are `presets` of `@redress/domain`. They are no legal advice.',
    ...presets.flatMap(section),
  ];
}

function section({ name, title, source, notes, policies, calendars }) {
  return [
    `## ${title}`,
    `${code(name)}. Source: ${source}.`,
    notes.map((note) => `- ${note}`).join('\n'),
    ...policies.flatMap((policy) => policySection(name, policy)),
    ...Object.entries(calendars).map(([calendar, content]) => calendarLine(name, calendar, content)),
  ];
}

function policySection(preset, { name, priority, when, targets, reopenWindow }) {
  const link = `[${code(name)}](../presets/${preset}/policy-${name}.json)`;
  return [
    `**Policy ${link}**, priority ${priority}, for ${condition(when) || 'every case'}; a case can be reopened for ${reopenWindow} days.`,
    [
      row(['metric', 'kind', 'time', 'waits that stop it', 'after a holding response', 'at risk', 'for']),
      row(Array(7).fill('---')),
      ...targets.map(targetRow),
    ].join('\n'),
  ];
}

function targetRow({ metric, kind, duration, pauses, holding, atRisk, escalate = [], when = {} }) {
  const risk = atRisk === undefined ? '' : percent(atRisk);
  const escalations = escalate.map(({ at, level, addressee }) => `at ${percent(at)} to level ${level}, ${addressee}`);
  return row([
    code(metric),
    kind,
    words(duration),
    pauses.join(', '),
    holding === undefined ? '' : `${words(holding.until)}, from the start`,
    [risk, ...escalations].filter((text) => text !== '').join('; escalated '),
    condition(when),
  ]);
}

function calendarLine(preset, name, { zone, weekly, holidays }) {
  const hours = Object.entries(weekly).map(([day, open]) => `${day} ${open.map((it) => it.join('–')).join(' ')}`);
  const closed =
    holidays.length === 0
      ? 'no holidays'
      : `${holidays.length} holidays from ${holidays[0].date} to ${holidays.at(-1).date}`;
  return `**Calendar [${code(name)}](../presets/${preset}/calendar-${name}.json)**, ${zone}: ${hours.join(', ')}; ${closed}.`;
}

function condition(when) {
  return Object.entries(when)
    .map(([field, values]) => `${field} ${[values].flat().map(code).join(' or ')}`)
    .join(', ');
}

function words(duration) {
  if (duration.laterOf) return `the later of ${duration.laterOf.map(words).join(' and ')}`;
  if (duration.earlierOf) return `the earlier of ${duration.earlierOf.map(words).join(' and ')}`;
  const { n, unit } = duration;
  const name = unit === 'businessDays' ? 'business days' : unit;
  const counted = `${n} ${n === 1 ? name.replace(/s$/, '') : name}`;
  if (unit === 'minutes' || unit === 'hours')
    return `${counted}, ${duration.counting === 'elapsed' ? 'elapsed' : 'working'}`;
  if (unit === 'businessDays') return counted;
  return `${counted}, to ${duration.until === 'same-time' ? 'the same time of day' : 'the end of the day'}`;
}

function percent(share) {
  return `${Math.round(share * 100)} %`;
}
