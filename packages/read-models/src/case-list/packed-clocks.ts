import { type Clock, type Clocks, NO_CLOCKS } from '@redress/domain';

/** What most clocks say of themselves most of the time: only what differs is written down. */
const USUAL = {
  kind: 'promise',
  isOwed: false,
  atRiskAt: null,
  escalateAt: [],
  reached: [],
  isExtended: false,
  takenOut: null,
  pausedAt: null,
  breachedAt: null,
  heldAt: null,
  endedAt: null,
  cancelReason: null,
} as const satisfies Partial<Clock>;

/** Clocks as JSON that leaves out what is usual; see {@link unpackClocks}. */
export type PackedClocks = Omit<Partial<Clocks>, 'clocks'> & { readonly clocks?: readonly object[] };

/** Undefined when a case has none and owes nothing that is counted. */
export function packClocks({ clocks, owed, waits, undated }: Clocks): PackedClocks | undefined {
  const packed = {
    ...(clocks.length === 0 ? {} : { clocks: clocks.map(packClock) }),
    ...(Object.keys(owed).length === 0 ? {} : { owed }),
    ...(waits.length === 0 ? {} : { waits }),
    ...(undated.length === 0 ? {} : { undated }),
  };
  return Object.keys(packed).length === 0 ? undefined : packed;
}

/** The clocks again. */
export function unpackClocks({ clocks = [], ...rest }: PackedClocks = {}): Clocks {
  return { ...NO_CLOCKS, ...rest, clocks: clocks.map(unpackClock) };
}

function packClock(clock: Clock): object {
  const packed: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(clock)) if (!isUsual(field, value, clock)) packed[field] = value;
  return packed;
}

function isUsual(field: string, value: unknown, { startedAt, carried, promisedAt }: Clock): boolean {
  if (field === 'promisedAt') return promisedAt === startedAt;
  if (field === 'carried') return carried.pauses.length === 0 && carried.waitsFrom === startedAt && !carried.isExtended;
  const usual = (USUAL as Readonly<Record<string, unknown>>)[field];
  if (Array.isArray(usual)) return Array.isArray(value) && value.length === 0;
  return usual === value;
}

function unpackClock(packed: object): Clock {
  const { startedAt } = packed as Pick<Clock, 'startedAt'>;
  const carried = { pauses: [], waitsFrom: startedAt };
  return { ...USUAL, promisedAt: startedAt, carried, ...packed } as unknown as Clock;
}
