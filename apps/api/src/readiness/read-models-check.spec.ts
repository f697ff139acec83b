import { ReadModelsCheck } from './read-models-check';

describe('read models', () => {
  const check = (ready: boolean, readUpTo: string, head: string | null): string | undefined => {
    const readModels = { ready, caughtUpWith: (position: string) => readUpTo >= position };
    return new ReadModelsCheck(readModels, { headAtLimit: () => head }).unready()?.code;
  };

  it.each<[string, boolean, string, string | null, string | undefined]>([
    ['that have not read what was there at the start', false, '2', '1', 'catching-up'],
    ['that have read it, before anybody knows where the log ended half a minute ago', true, '2', null, undefined],
    ['that have read what was there half a minute ago', true, '2', '2', undefined],
    ['that have not', true, '2', '3', 'read-models-behind'],
  ])('%s', (_what, ready, readUpTo, head, code) => expect(check(ready, readUpTo, head)).toBe(code));
});
