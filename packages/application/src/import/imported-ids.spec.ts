import { TEST_SECRET } from '../testing/requests';
import { ImportedIds } from './imported-ids';
import { inOrder, type SourceRow, sourceRow } from './source-row';
import { desk, deskRow } from './testing/desk';

const at = (line: number): SourceRow => sourceRow(line, deskRow({ When: '2026-03-02T10:00:00' }), desk());
const [first, second] = inOrder([at(2), at(3)]);
if (first === undefined || second === undefined) throw new Error('Two rows were expected');
const ids = (mapping: string, caseKey: string): ImportedIds => new ImportedIds(TEST_SECRET, mapping, caseKey);

describe('the ids of what is imported', () => {
  // They are on record for ever: a change here makes every import begin anew.
  it('are the same in every run', () => {
    expect(ids('desk', '7').caseId).toBe('81b19851-ab79-8830-ab3e-da3d3346df86');
    expect(ids('desk', '7').commandId(first)).toBe('75abc291-8124-8a95-bdc5-b4f2fed386d0');
  });

  it('are looked up as version 0.1 made them', () => {
    expect(ids('desk', '7').olderCaseId).toBe('19fd7fed-f1e8-5c44-a09c-4bdbb0282608');
    expect(ids('desk', '7').olderCommandId(first)).toBe('2f8cc079-9633-5373-8235-cb4f530f827a');
  });

  it('differ by mapping, case, row and ordinal', () => {
    const all = [
      ids('desk', '7').commandId(first),
      ids('desk', '7').commandId(second),
      ids('desk', '8').commandId(first),
      ids('desk-2', '7').commandId(first),
      ids('desk', '7').caseId,
      ids('desk-2', '7').caseId,
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('are other ones under another secret, so that nobody without it confirms a guess', () => {
    const others = new ImportedIds(Buffer.alloc(32, 2), 'desk', '7');
    expect(others.caseId).not.toBe(ids('desk', '7').caseId);
    expect(others.commandId(first)).not.toBe(ids('desk', '7').commandId(first));
  });
});
