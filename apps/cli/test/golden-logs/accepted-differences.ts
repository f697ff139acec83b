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
];
