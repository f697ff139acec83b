import { InvalidCommand, rules, RuleViolation } from './rules';

/** As the design lists them: clients branch on them, so none is renamed or taken away. */
const documented = `
already-acknowledged handler-required not-answered not-followed-up handler-not-followed-up complainant-dissatisfied
unanswered-message escalation-not-higher deescalation-not-lower no-warning-on-record reason-required
waiver-needs-supervisor case-ended case-merged reopen-window-over merge-into-itself merge-cycle merge-target-ended
merge-other-complainant no-such-request occurred-in-future occurred-before-receipt late-entry-needs-reason
late-entry-needs-supervisor case-full command-not-possible`;

describe('the rules', () => {
  it('have the codes of the design', () => {
    expect(Object.keys(rules).sort()).toEqual(documented.trim().split(/\s+/).sort());
  });

  it.each(Object.entries(rules))('%s is said in a sentence', (_code, sentence) => {
    expect(sentence).toMatch(/^[A-Zo].*\.$/);
  });

  it('say what of the case they looked at', () => {
    expect(new RuleViolation('escalation-not-higher', 'it is at level 2').message).toBe(
      'An escalation goes to a higher level than the present one. (it is at level 2)',
    );
    expect(new RuleViolation('case-ended')).toMatchObject({ code: 'case-ended', message: rules['case-ended'] });
  });
});

describe('a command that makes no sense', () => {
  it('says where', () => {
    expect(new InvalidCommand('/to', 'There is no such case')).toMatchObject({
      pointer: '/to',
      message: 'There is no such case',
    });
  });
});
