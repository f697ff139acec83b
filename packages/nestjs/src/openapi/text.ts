export const API_VERSION = '0.1.0';

export const DESCRIPTION = `An event-sourced record of complaints. Every complaint is a stream of events that is only ever added to.

**Commands** are POSTs to sub-resources of a case. Each answers with the case at the revision it brought it to. Under an
\`Idempotency-Key\` a retry gets the first answer.

**Time** is asked for twice: \`asOf\` for what was known at an instant, \`asOfOccurred\` for what had happened by then.

**Errors** are \`application/problem+json\` (RFC 9457) with a stable \`code\`. A refusal by a rule (409) names the commands that
are possible now. A case that you may not see answers as one that does not exist, and is not named
where another one is tied to it.

**Methods and media types.** Every path answers \`OPTIONS\` with \`Allow\`, and another method than those with a 405
\`method-not-allowed\`. \`HEAD\` goes wherever \`GET\` goes. An \`Accept\` that takes no documented media type is a 406. There are no
headers of CORS: a page of another origin cannot call.

Instants are ISO 8601 UTC with milliseconds in answers; in requests, RFC 3339 with any zone.`;

export const TAGS = [
  { name: 'Commands', description: 'What can be done with a case.' },
  { name: 'Cases', description: 'Cases now, and as of any instant.' },
  { name: 'Reports', description: 'What has to be done, and who has how much to do.' },
  { name: 'Promises', description: 'What was promised, what was kept and what was broken.' },
  { name: 'Events', description: 'The whole log as a feed.' },
  {
    name: 'Policies and calendars',
    description: 'What is promised to whom, and by what working time. Versions never change.',
  },
  { name: 'Rules', description: 'The tables that decide.' },
  { name: 'Read models', description: 'What lists and reports are folded into.' },
  { name: 'Operations', description: 'What an operator sees to.' },
];
