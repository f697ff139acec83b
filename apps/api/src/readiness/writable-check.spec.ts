import { type CaseModule, type StoreRefusal } from '@redress/application';
import { WritableCheck } from './writable-check';

describe('whether the log takes events', () => {
  it.each(['store-full', 'store-read-only', 'store-unwritable'] as const)(
    'is no while it refuses everything (%s), and yes after',
    (code) => {
      const writability: { refusal: StoreRefusal | null } = { refusal: code };
      const check = new WritableCheck({ writability } as unknown as CaseModule);
      expect(check.unready()?.code).toBe(code);
      writability.refusal = null;
      expect(check.unready()).toBeNull();
    },
  );
});
