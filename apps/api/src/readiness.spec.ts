import { type CaseModule, type StoreRefusal } from '@redress/application';
import { type ReadModels } from '@redress/nestjs';
import { Readiness } from './readiness';

describe('whether the service is ready', () => {
  const readModels = { ready: false };
  const writability: { refusal: StoreRefusal | null } = { refusal: null };
  const made = (): Readiness => new Readiness(readModels as ReadModels, { writability } as unknown as CaseModule);

  beforeEach(() => {
    readModels.ready = true;
    writability.refusal = null;
  });

  it('is told by the read models', () => {
    readModels.ready = false;
    expect(made().status()).toBe('catching-up');
    readModels.ready = true;
    expect(made().status()).toBe('ready');
  });

  it.each(['store-full', 'store-read-only'] as const)(
    'is no while the log refuses everything (%s), and yes afterwards',
    (refusal) => {
      const readiness = made();
      writability.refusal = refusal;
      expect(readiness.status()).toBe(refusal);
      writability.refusal = null;
      expect(readiness.status()).toBe('ready');
    },
  );

  it('is no once it stops, whatever else there is', () => {
    const readiness = made();
    writability.refusal = 'store-full';
    readiness.stopping();
    expect(readiness.status()).toBe('stopping');
  });
});
