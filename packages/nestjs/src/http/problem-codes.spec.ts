import { rules } from '@redress/domain';
import { flawCodes } from '../validation/flaw';
import { Problem } from './problem';
import { type ProblemCode, problemCodes } from './problem-codes';

describe('the table of problem codes', () => {
  it.each(Object.entries(problemCodes))('%s has a status and a sentence', (code, { status, sentence }) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(sentence).toMatch(/\.$/);
  });

  it('holds every rule as a 409', () => {
    for (const [code, sentence] of Object.entries(rules)) {
      expect(problemCodes[code as ProblemCode]).toEqual({ status: 409, sentence });
    }
  });

  it('a problem is what RFC 9457 says, with a code', () => {
    expect(new Problem('not-found').document()).toEqual({
      type: 'urn:redress:problem:not-found',
      title: problemCodes['not-found'].sentence,
      status: 404,
      detail: problemCodes['not-found'].sentence,
      code: 'not-found',
    });
  });

  it.each(Object.entries(flawCodes))('%s says what is wrong', (code, sentence) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(sentence).toMatch(/\.$/);
  });
});
