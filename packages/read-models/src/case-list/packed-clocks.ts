import { type Clocks, NO_CLOCKS } from '@redress/domain';

/** What the clocks of a case depend on, as JSON that leaves out what is usual. The clocks themselves have a table: see `CaseClocks`. */
export type PackedClocks = Partial<Omit<Clocks, 'clocks'>>;

/** Undefined when a case owes nothing that is counted and waits for nothing. */
export function packClocks({ owed, waits, undated, held, started }: Clocks): PackedClocks | undefined {
  const packed = {
    ...(Object.keys(owed).length === 0 ? {} : { owed }),
    ...(waits.length === 0 ? {} : { waits }),
    ...(undated.length === 0 ? {} : { undated }),
    ...(held.length === 0 ? {} : { held }),
    ...(Object.keys(started).length === 0 ? {} : { started }),
  };
  return Object.keys(packed).length === 0 ? undefined : packed;
}

/** All but the clocks again. */
export function unpackClocks(packed: PackedClocks = {}): Clocks {
  return { ...NO_CLOCKS, ...packed };
}
