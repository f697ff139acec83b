import { DEFAULT_CALENDAR_NAME, defaultPolicy } from '@redress/domain';
import { EmptyBody } from '../http/empty-body';
import { type ProblemCode } from '../http/problem-codes';
import { type PathParameter, type RouteSpec } from '../http/route';
import { examplePublication, exampleRequests, exampleVersion } from '../openapi/example-publications';
import { type CatalogKind } from './catalog-kind';
import { CatalogQuery, VersionsQuery } from './catalog.query';

const writing: readonly ProblemCode[] = [
  'idempotency-key-reused',
  'revision-mismatch',
  'outcome-unknown',
  'too-much-contention',
];

/** The six routes of policies, or of calendars, as data. */
export function catalogRoutes(kind: CatalogKind) {
  const { name, plural, schema } = kind;
  const Name = name === 'policy' ? 'Policy' : 'Calendar';
  const Plural = name === 'policy' ? 'Policies' : 'Calendars';
  const named = (example: string): Readonly<Record<string, PathParameter>> => ({
    name: {
      description: `Name of the ${name}: 1 to 64 of \`a\` to \`z\`, \`0\` to \`9\` and \`-\`.`,
      example,
      uuid: false,
    },
  });
  // What is there from the first start on can be read at once; something else is published and retired.
  const READ = named(name === 'policy' ? defaultPolicy.name : DEFAULT_CALENDAR_NAME);
  const WRITTEN = named(examplePublication(kind).name);
  const tag = 'Policies and calendars';
  const reading = { tag, access: { permission: 'read' } } as const;
  const publishing = { tag, access: { permission: 'publish' } } as const;
  const page = (item: unknown) => ({ data: [item], page: { next: null } });
  const answered = {
    schema,
    example: () => examplePublication(kind),
    headers: ['ETag', 'Redress-Position'],
  } as const;

  return {
    list: {
      ...reading,
      operationId: `list${Plural}`,
      summary: `List the ${plural}`,
      description: `Every ${name} in its newest version, by name, retired ones too.`,
      query: CatalogQuery,
      answer: {
        status: 200,
        description: `A page of ${plural}.`,
        schema: `${schema}Page`,
        example: () => page(examplePublication(kind)),
        headers: ['Redress-Position', 'Link'],
      },
      problems: [],
    },
    read: {
      ...reading,
      operationId: `get${Name}`,
      summary: `Read a ${name}`,
      description: `In its newest version. Its \`ETag\` is for \`If-Match\` of what is published next.`,
      pathParameters: READ,
      answer: { ...answered, status: 200, description: `The ${name}.` },
      problems: ['not-found'],
    },
    publish: {
      ...publishing,
      operationId: `publish${Name}`,
      summary: `Publish a ${name}`,
      description: `Adds a version; those before it stay as they are. What says the same as the newest version changes nothing. A retired ${name} is current again.${publishDetails[name]}`,
      pathParameters: WRITTEN,
      body: { schema: `${Name}Body`, optional: false, examples: exampleRequests(kind) },
      ifMatch: 'create-or-replace',
      answer: { ...answered, status: 200, createdStatus: 201, description: `The ${name} as it is current now.` },
      problems: [...writing, 'if-match-required', ...(name === 'policy' ? (['last-policy'] as const) : [])],
    },
    listVersions: {
      ...reading,
      operationId: `list${Name}Versions`,
      summary: `List the versions of a ${name}`,
      description: 'All of them, for ever, the oldest first.',
      pathParameters: READ,
      query: VersionsQuery,
      answer: {
        status: 200,
        description: 'A page of versions.',
        schema: `${Name}VersionPage`,
        example: () => page(exampleVersion(kind)),
        headers: ['Redress-Position', 'Link'],
      },
      problems: ['not-found'],
    },
    readVersion: {
      ...reading,
      operationId: `get${Name}Version`,
      summary: `Read a version of a ${name}`,
      description: 'As it was published. It never changes, whatever is published or retired later.',
      pathParameters: { ...READ, version: { description: 'Counts from 1.', example: '1', uuid: false } },
      answer: {
        status: 200,
        description: 'The version.',
        schema: `${Name}Version`,
        example: () => exampleVersion(kind),
        headers: ['Redress-Position'],
      },
      problems: ['not-found'],
    },
    retire: {
      ...publishing,
      operationId: `retire${Name}`,
      summary: `Retire a ${name}`,
      description: retirement[name],
      pathParameters: WRITTEN,
      body: { type: EmptyBody, optional: true, examples: { nothing: { summary: 'Nothing to say', value: {} } } },
      ifMatch: 'optional',
      answer: {
        ...answered,
        example: () => ({ ...examplePublication(kind), retired: true, retiredAt: '2026-03-03T09:00:00.000Z' }),
        status: 200,
        description: `The ${name}, retired.`,
      },
      problems: [...writing, 'not-found', name === 'calendar' ? 'calendar-in-use' : 'last-policy'],
    },
  } as const satisfies Record<string, RouteSpec>;
}

const publishDetails = {
  policy:
    ' Cases recorded from now on are promised the new version; cases on record keep the one they were promised. Every calendar that it names must be published. A condition on the last one that matches every case is refused as `last-policy`.',
  calendar:
    ' Cases recorded from now on are counted by the new version where a policy names the calendar without one; clocks that run keep theirs.',
};

const retirement = {
  policy:
    'No further case is promised it; what was promised stays. One that is retired already stays as it is. The last one that matches every case, with nothing in `when`, is refused as `last-policy`.',
  calendar:
    'No policy can name it any more; what is counted by it stays so. One that a current policy names is refused as `calendar-in-use`.',
};
