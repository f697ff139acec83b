import {
  caseOf,
  CASE_ID,
  command,
  COMMAND_ID,
  context,
  event,
  given,
  histories,
  OTHER_CASE_ID,
  type HistoryEntry,
} from '../../testing';
import { decideCase } from '../decide-case';
import { type Case, type Link } from '../state';
import { type LinkRelation } from '../vocabulary';

const other = caseOf(histories.acknowledged, OTHER_CASE_ID);
const NEW_ID = 'd0000000-0000-4000-8000-000000000002';

describe('LinkCases', () => {
  it('links the case, under the id of the command', () => {
    given(histories.acknowledged)
      .when(command('LinkCases', { relation: 'duplicate' }), { other })
      .then([event('CasesLinked', { linkId: COMMAND_ID, case: OTHER_CASE_ID, relation: 'duplicate' })]);
  });

  it.each(['received', 'resolved', 'closed', 'merged'] as const)('is possible in every status: %s', (state) => {
    given(histories[state])
      .when(command('LinkCases'), { other })
      .then([event('CasesLinked')]);
  });

  it('does nothing when they are linked so already', () => {
    given(histories.linked).when(command('LinkCases'), { other, commandId: NEW_ID }).thenNothing();
  });

  it('says another relation by a new link, and ends the old one', () => {
    given(histories.linked)
      .when(command('LinkCases', { relation: 'duplicate' }), { other, commandId: NEW_ID })
      .then([event('CasesUnlinked'), event('CasesLinked', { linkId: NEW_ID, relation: 'duplicate' })]);
  });

  it.each([null, undefined])('goes to no case that is not there: %s', (nobody) => {
    given(histories.acknowledged)
      .when(command('LinkCases'), nobody === null ? { other: nobody } : {})
      .thenInvalid('/to');
  });

  it('does not link a case to itself', () => {
    given(histories.acknowledged)
      .when(command('LinkCases', { to: CASE_ID }), { other })
      .thenInvalid('/to');
  });
});

describe('UnlinkCases', () => {
  it('ends the link', () => {
    given(histories.linked)
      .when(command('UnlinkCases'), { other })
      .then([event('CasesUnlinked')]);
  });

  it('ends every link that the two cases have', () => {
    given([...histories.linked, event('CasesLinked', { linkId: NEW_ID, relation: 'duplicate' })])
      .when(command('UnlinkCases'), { other })
      .then([event('CasesUnlinked'), event('CasesUnlinked', { linkId: NEW_ID })]);
  });

  it('does nothing when there is no link', () => {
    given(histories.acknowledged).when(command('UnlinkCases'), { other }).thenNothing();
    given([...histories.linked, event('CasesUnlinked')])
      .when(command('UnlinkCases'), { other })
      .thenNothing();
  });

  it.each([null, undefined])('does nothing when the actor may not know of the other case: %s', (nobody) => {
    given(histories.linked)
      .when(command('UnlinkCases'), nobody === null ? { other: nobody } : {})
      .thenNothing();
  });
});

describe('the other half of a link', () => {
  it('is recorded on the other case', () => {
    given(histories.acknowledged)
      .when(command('MirrorLink'))
      .then([event('CasesLinked', { side: 'mirrored' })]);
    given(histories.linked)
      .when(command('MirrorUnlink'))
      .then([event('CasesUnlinked', { side: 'mirrored' })]);
  });

  it('is recorded once', () => {
    given(histories.linked).when(command('MirrorLink')).thenNothing();
    given([...histories.linked, event('CasesUnlinked')])
      .when(command('MirrorUnlink'))
      .thenNothing();
  });

  it('does not bring back a link whose end is known already', () => {
    given([...histories.acknowledged, event('CasesUnlinked', { side: 'mirrored' })])
      .when(command('MirrorLink'))
      .thenNothing();
  });
});

/** Two cases, and what the processor does: each hears what the other one knows and it does not. */
class Pair {
  readonly entries: Record<string, HistoryEntry[]> = {
    [CASE_ID]: [...histories.acknowledged],
    [OTHER_CASE_ID]: [...histories.acknowledged],
  };

  state(id: string): Case {
    return caseOf(this.entries[id] ?? [], id);
  }

  link(id: string, relation: LinkRelation, commandId: string): void {
    this.give(id, command('LinkCases', { to: opposite(id), relation }), commandId);
  }

  give(id: string, it: Parameters<typeof decideCase>[0], commandId = ''): void {
    const { events } = decideCase(
      it,
      this.state(id),
      context({ caseId: id, commandId, other: this.state(opposite(id)) }),
    );
    this.entries[id]?.push(...events);
  }

  mirror(told: string): void {
    const to = opposite(told);
    const { links, endedLinks } = this.state(told);
    for (const { linkId, relation } of links) this.give(to, { type: 'MirrorLink', linkId, relation, to: told });
    for (const linkId of endedLinks) this.give(to, { type: 'MirrorUnlink', linkId, to: told });
  }

  links(): (readonly Link[])[] {
    return [CASE_ID, OTHER_CASE_ID].map((id) => this.state(id).links);
  }
}

const opposite = (id: string): string => (id === CASE_ID ? OTHER_CASE_ID : CASE_ID);

describe('two cases that are linked from both sides at once', () => {
  const linkedAtOnce = (): Pair => {
    const pair = new Pair();
    pair.link(CASE_ID, 'duplicate', 'one');
    pair.link(OTHER_CASE_ID, 'related', 'two');
    pair.mirror(CASE_ID);
    pair.mirror(OTHER_CASE_ID);
    return pair;
  };

  it('come to know the same links', () => {
    const [here, there] = linkedAtOnce().links();
    const ids = (links: readonly Link[] = []): string[] => links.map(({ linkId }) => linkId).sort();
    expect(ids(here)).toEqual(['one', 'two']);
    expect(ids(there)).toEqual(['one', 'two']);
  });

  it.each([CASE_ID, OTHER_CASE_ID])('are not linked any more once one of them is unlinked: %s', (id) => {
    const pair = linkedAtOnce();
    pair.give(id, command('UnlinkCases', { to: opposite(id) }));
    pair.mirror(id);
    pair.mirror(opposite(id));
    expect(pair.links()).toEqual([[], []]);
  });

  it('keep the new relation when the processor comes by with the old one again', () => {
    const pair = new Pair();
    pair.link(CASE_ID, 'duplicate', 'one');
    pair.mirror(CASE_ID);
    pair.link(CASE_ID, 'related', 'two');
    pair.mirror(CASE_ID);
    pair.give(OTHER_CASE_ID, { type: 'MirrorLink', linkId: 'one', relation: 'duplicate', to: CASE_ID });
    expect(pair.links()).toEqual([
      [{ linkId: 'two', case: OTHER_CASE_ID, relation: 'related' }],
      [{ linkId: 'two', case: CASE_ID, relation: 'related' }],
    ]);
  });
});
