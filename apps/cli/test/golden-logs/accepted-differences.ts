/** An answer on a golden log that is not what it was, on purpose. */
export interface AcceptedDifference {
  /** `<version>/<log>` */
  readonly log: string;
  /** Ids of the cases, or names of lists; each must have such a difference. */
  readonly about: readonly string[];
  /** Where in the answers; a path that begins with it is meant too. See `Difference.path`. */
  readonly path: string;
  /** Why, in the words of CHANGELOG.md, where this stands. */
  readonly reason: string;
}

const ROW_INSTANT =
  "`asOfOccurred` shows an imported row from the row's instant on, and not already with a breach or a command that is dated before it";

const SAME_PERSON =
  'Who the same complainant is: a phone number needs five digits, of whatever script, that are not all the same';
const IN_ORDER =
  'A case is folded in the order in which things happened, also where a fact was entered late: logs on record are answered accordingly';
const HANDLER_ASKED =
  'A follow-up with the handler from before the latest escalation or hand-over no longer counts for it';
const TWO_UNKNOWN_DAYS = 'Two unanswered follow-ups at unknown instants no longer count as two days';

/** Every difference that is accepted. One that does not occur any more is taken out: an unused row fails the test. */
export const acceptedDifferences: readonly AcceptedDifference[] = [
  {
    log: '0.1.0-ee7de5d/volvo',
    about: [
      'f38fa2b6-1ef9-5af2-86ed-d1651dedc1cb',
      '66af37a4-8dc9-5f0a-8b90-631ec5e79420',
      'e417b426-5f14-562b-b470-b19734c078a6',
    ],
    path: '/asOfOccurred/source',
    reason: ROW_INSTANT,
  },
  {
    log: '0.1.0-ee7de5d/volvo',
    about: ['f38fa2b6-1ef9-5af2-86ed-d1651dedc1cb', 'e417b426-5f14-562b-b470-b19734c078a6'],
    path: '/asOf+asOfOccurred/source',
    reason: ROW_INSTANT,
  },
  // Lists by `complainant=` alone; the other lists of this log come in the order that they came in.
  { log: '0.1.0-ee7de5d/faults', about: ['cases'], path: '/cases/order', reason: SAME_PERSON },
  {
    log: '0.1.0-ee7de5d/faults',
    about: ['a2b5af2c-0ede-4c61-bb35-08f86d78b390'],
    path: '/asOf',
    reason: HANDLER_ASKED,
  },
  {
    log: '0.1.0-ee7de5d/faults',
    about: [
      '7754c05a-b867-4252-b888-c48c7c1cdb70',
      '8393614e-be7c-48cc-aaf5-9d8e894de70f',
      'a28d46dc-2773-47f4-9427-6679f36bcdc2',
      'bf347412-9efe-4682-af10-c416673e4158',
      'c180f732-ad0c-47f8-b380-17d2aa7c56dc',
      'c626d5f9-6eac-4100-beb8-18532744f0a8',
      'e4031b12-03d5-41da-b969-9d1bc4d57767',
      'e52e800d-b353-4f9b-9aa8-dc8897005b7d',
    ],
    path: '/asOf',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/faults',
    about: ['d7a91a56-c95b-4396-954e-30efa3d1e34f'],
    path: '/asOf',
    reason: TWO_UNKNOWN_DAYS,
  },
  {
    log: '0.1.0-ee7de5d/faults',
    about: ['a2b5af2c-0ede-4c61-bb35-08f86d78b390'],
    path: '/asOf+asOfOccurred',
    reason: HANDLER_ASKED,
  },
  {
    log: '0.1.0-ee7de5d/faults',
    about: ['8393614e-be7c-48cc-aaf5-9d8e894de70f', 'c626d5f9-6eac-4100-beb8-18532744f0a8'],
    path: '/asOf+asOfOccurred',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/faults',
    about: ['d7a91a56-c95b-4396-954e-30efa3d1e34f'],
    path: '/asOf+asOfOccurred',
    reason: TWO_UNKNOWN_DAYS,
  },
  {
    log: '0.1.0-ee7de5d/faults',
    about: ['a2b5af2c-0ede-4c61-bb35-08f86d78b390'],
    path: '/asOfOccurred',
    reason: HANDLER_ASKED,
  },
  {
    log: '0.1.0-ee7de5d/faults',
    about: [
      '7754c05a-b867-4252-b888-c48c7c1cdb70',
      '8393614e-be7c-48cc-aaf5-9d8e894de70f',
      'a28d46dc-2773-47f4-9427-6679f36bcdc2',
      'bf347412-9efe-4682-af10-c416673e4158',
      'c180f732-ad0c-47f8-b380-17d2aa7c56dc',
      'c626d5f9-6eac-4100-beb8-18532744f0a8',
      'e4031b12-03d5-41da-b969-9d1bc4d57767',
      'e52e800d-b353-4f9b-9aa8-dc8897005b7d',
    ],
    path: '/asOfOccurred',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/faults',
    about: ['d7a91a56-c95b-4396-954e-30efa3d1e34f'],
    path: '/asOfOccurred',
    reason: TWO_UNKNOWN_DAYS,
  },
  {
    log: '0.1.0-ee7de5d/faults',
    about: ['bf347412-9efe-4682-af10-c416673e4158', 'e52e800d-b353-4f9b-9aa8-dc8897005b7d'],
    path: '/breaches',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/faults',
    about: ['a2b5af2c-0ede-4c61-bb35-08f86d78b390'],
    path: '/cases',
    reason: HANDLER_ASKED,
  },
  {
    log: '0.1.0-ee7de5d/faults',
    about: [
      '7754c05a-b867-4252-b888-c48c7c1cdb70',
      '8393614e-be7c-48cc-aaf5-9d8e894de70f',
      'a28d46dc-2773-47f4-9427-6679f36bcdc2',
      'bf347412-9efe-4682-af10-c416673e4158',
      'c626d5f9-6eac-4100-beb8-18532744f0a8',
      'cases',
      'e52e800d-b353-4f9b-9aa8-dc8897005b7d',
    ],
    path: '/cases',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/faults',
    about: ['c180f732-ad0c-47f8-b380-17d2aa7c56dc'],
    path: '/clocks-later',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/faults',
    about: [
      '7754c05a-b867-4252-b888-c48c7c1cdb70',
      'a28d46dc-2773-47f4-9427-6679f36bcdc2',
      'bf347412-9efe-4682-af10-c416673e4158',
      'c626d5f9-6eac-4100-beb8-18532744f0a8',
    ],
    path: '/commands',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/faults',
    about: [
      '7754c05a-b867-4252-b888-c48c7c1cdb70',
      '8393614e-be7c-48cc-aaf5-9d8e894de70f',
      'a28d46dc-2773-47f4-9427-6679f36bcdc2',
      'bf347412-9efe-4682-af10-c416673e4158',
      'c180f732-ad0c-47f8-b380-17d2aa7c56dc',
      'c626d5f9-6eac-4100-beb8-18532744f0a8',
      'e4031b12-03d5-41da-b969-9d1bc4d57767',
      'e52e800d-b353-4f9b-9aa8-dc8897005b7d',
    ],
    path: '/now',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/faults',
    about: ['report'],
    path: '/report',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/faults',
    about: ['workload'],
    path: '/workload',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/lives',
    about: [
      '1acc1022-542a-4967-9eca-42b41a41db87',
      '3edcf61c-a3f0-41d7-a997-5feae8234ec9',
      '5a3faea7-8d52-4a15-9749-9980755b8f18',
      '7333fc2a-dd12-46f8-9f26-bf9a2951bbe6',
      '7d6f4238-b78f-4f6e-90b6-cecfe09b8c2e',
      '884b690f-7b66-4b8a-8e5a-17dc64de789a',
      '982246a5-3ddc-4152-ad00-8a97f7d35a48',
      'a170d160-df5e-48ae-95d9-3ca53b62f2eb',
      'db31e1c0-a9f8-4f81-8bb9-1d9a40178067',
      'df01645b-f395-4b9a-af23-e8da63a2d286',
      'e5c29057-ffd7-4c67-94ba-b145a0d3f43e',
      'ee126953-f805-438f-8fed-b8110dc738be',
      'f29c3581-2d8d-4ac9-8de3-235f1a11c24e',
    ],
    path: '/asOf',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/lives',
    about: [
      '3edcf61c-a3f0-41d7-a997-5feae8234ec9',
      '7333fc2a-dd12-46f8-9f26-bf9a2951bbe6',
      '982246a5-3ddc-4152-ad00-8a97f7d35a48',
      'db31e1c0-a9f8-4f81-8bb9-1d9a40178067',
      'e5c29057-ffd7-4c67-94ba-b145a0d3f43e',
      'f29c3581-2d8d-4ac9-8de3-235f1a11c24e',
    ],
    path: '/asOf+asOfOccurred',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/lives',
    about: [
      '1acc1022-542a-4967-9eca-42b41a41db87',
      '3edcf61c-a3f0-41d7-a997-5feae8234ec9',
      '5a3faea7-8d52-4a15-9749-9980755b8f18',
      '7333fc2a-dd12-46f8-9f26-bf9a2951bbe6',
      '7d6f4238-b78f-4f6e-90b6-cecfe09b8c2e',
      '884b690f-7b66-4b8a-8e5a-17dc64de789a',
      '982246a5-3ddc-4152-ad00-8a97f7d35a48',
      'a170d160-df5e-48ae-95d9-3ca53b62f2eb',
      'db31e1c0-a9f8-4f81-8bb9-1d9a40178067',
      'df01645b-f395-4b9a-af23-e8da63a2d286',
      'e5c29057-ffd7-4c67-94ba-b145a0d3f43e',
      'f29c3581-2d8d-4ac9-8de3-235f1a11c24e',
    ],
    path: '/asOfOccurred',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/lives',
    about: [
      '5a3faea7-8d52-4a15-9749-9980755b8f18',
      '982246a5-3ddc-4152-ad00-8a97f7d35a48',
      'breaches',
      'db31e1c0-a9f8-4f81-8bb9-1d9a40178067',
      'f29c3581-2d8d-4ac9-8de3-235f1a11c24e',
    ],
    path: '/breaches',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/lives',
    about: [
      '3edcf61c-a3f0-41d7-a997-5feae8234ec9',
      '5a3faea7-8d52-4a15-9749-9980755b8f18',
      '7d6f4238-b78f-4f6e-90b6-cecfe09b8c2e',
      '982246a5-3ddc-4152-ad00-8a97f7d35a48',
      'cases',
      'e5c29057-ffd7-4c67-94ba-b145a0d3f43e',
    ],
    path: '/cases',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/lives',
    about: [
      '1acc1022-542a-4967-9eca-42b41a41db87',
      '7d6f4238-b78f-4f6e-90b6-cecfe09b8c2e',
      '884b690f-7b66-4b8a-8e5a-17dc64de789a',
      '982246a5-3ddc-4152-ad00-8a97f7d35a48',
      'a170d160-df5e-48ae-95d9-3ca53b62f2eb',
      'db31e1c0-a9f8-4f81-8bb9-1d9a40178067',
      'f29c3581-2d8d-4ac9-8de3-235f1a11c24e',
    ],
    path: '/clocks-later',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/lives',
    about: ['7d6f4238-b78f-4f6e-90b6-cecfe09b8c2e'],
    path: '/commands',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/lives',
    about: [
      '1acc1022-542a-4967-9eca-42b41a41db87',
      '3edcf61c-a3f0-41d7-a997-5feae8234ec9',
      '5a3faea7-8d52-4a15-9749-9980755b8f18',
      '7d6f4238-b78f-4f6e-90b6-cecfe09b8c2e',
      '884b690f-7b66-4b8a-8e5a-17dc64de789a',
      '982246a5-3ddc-4152-ad00-8a97f7d35a48',
      'a170d160-df5e-48ae-95d9-3ca53b62f2eb',
      'db31e1c0-a9f8-4f81-8bb9-1d9a40178067',
      'e5c29057-ffd7-4c67-94ba-b145a0d3f43e',
      'f29c3581-2d8d-4ac9-8de3-235f1a11c24e',
    ],
    path: '/now',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/lives',
    about: ['report'],
    path: '/report',
    reason: IN_ORDER,
  },
  {
    log: '0.1.0-ee7de5d/lives',
    about: ['workload'],
    path: '/workload',
    reason: IN_ORDER,
  },
];
